import { basename } from 'node:path';
import { ParadimeError } from '../../../errors.js';
import { Paradime } from '../../../paradime.js';
import type { Preview } from '../../../sandbox/explorer/preview.js';
import { type ExplorableSandbox, startExplorableSandbox } from '../../../sandbox/sandbox.js';
import { cannotStartSandbox } from '../../terminal/failure.js';
import type { PreviewInput } from './read-preview.js';

/** Starts a sandbox that shows integrations from files. */
export async function startPreviewSandbox(port: number): Promise<PreviewSandbox> {
  const { sandbox, preview, exportData } = await startExplorableSandbox({ port }).catch((cause: unknown) => {
    throw cannotStartSandbox(cause);
  });
  const paradime = new Paradime(sandbox);
  const last = new Map<string, Preview>();

  async function publish(read: Preview): Promise<Preview> {
    try {
      // The files were checked when they were read, with the codes that the user ignores.
      await paradime.publish(read.definition, read.nodes, { checks: false, allowEmpty: true });
      return { ...read, isPublished: true };
    } catch (error) {
      if (!(error instanceof ParadimeError)) throw error;
      return { ...read, problems: [error.message] };
    }
  }

  return {
    sandbox,
    exportData,
    show: async ({ path, preview: read, isPublishable }, problems) => {
      const previous = last.get(path) ?? emptyPreview(basename(path));
      let now: Preview = { ...previous, problems, isPublished: false };
      if (read !== undefined) now = isPublishable ? await publish(read) : read;
      last.set(path, now);
      preview(now, path);
      return now;
    },
    keep: (paths) => {
      for (const path of last.keys()) {
        if (paths.includes(path)) continue;
        last.delete(path);
        preview(undefined, path);
      }
    },
  };
}

export interface PreviewSandbox extends Pick<ExplorableSandbox, 'sandbox' | 'exportData'> {
  /**
   * Publishes the files if they can be published, and shows them in any case. Returns what is now shown: the last good
   * preview, with its problems, if the files cannot be read. Before the first one, the name of their file or folder.
   */
  readonly show: (input: PreviewInput, problems: readonly string[]) => Promise<Preview>;
  /** Ends the previews of all other paths. */
  readonly keep: (paths: readonly string[]) => void;
}

function emptyPreview(name: string): Preview {
  return { definition: { name, nodeTypes: {} }, nodes: [], issues: [], problems: [], isPublished: false };
}
