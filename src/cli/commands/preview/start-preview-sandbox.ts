import { ParadimeError } from '../../../errors.js';
import { Paradime } from '../../../paradime.js';
import type { Preview } from '../../../sandbox/explorer/preview.js';
import { type ExplorableSandbox, startExplorableSandbox } from '../../../sandbox/sandbox.js';
import { cannotStartSandbox } from '../../terminal/failure.js';
import type { PreviewInput } from './read-preview.js';

/** Starts a sandbox that shows an integration from files. It shows `name` until the files can be read. */
export async function startPreviewSandbox(name: string, port: number): Promise<PreviewSandbox> {
  const { sandbox, preview, exportData } = await startExplorableSandbox({ port }).catch((cause: unknown) => {
    throw cannotStartSandbox(cause);
  });
  const paradime = new Paradime(sandbox);
  let last: Preview = { definition: { name, nodeTypes: {} }, nodes: [], issues: [], problems: [], isPublished: false };

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
    show: async ({ preview: read, isPublishable }, problems) => {
      if (read === undefined) last = { ...last, problems, isPublished: false };
      else last = isPublishable ? await publish(read) : read;
      preview(last);
      return last;
    },
  };
}

export interface PreviewSandbox extends Pick<ExplorableSandbox, 'sandbox' | 'exportData'> {
  /**
   * Publishes the files if they can be published, and shows them in any case. Returns what is now shown: the last good
   * preview, with its problems, if the files cannot be read.
   */
  readonly show: (input: PreviewInput, problems: readonly string[]) => Promise<Preview>;
}
