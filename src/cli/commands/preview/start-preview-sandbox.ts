import { basename } from 'node:path';
import { ParadimeError } from '../../../errors.js';
import { Paradime } from '../../../paradime.js';
import type { Preview } from '../../../sandbox/explorer/preview.js';
import { type ExplorableSandbox, startExplorableSandbox } from '../../../sandbox/sandbox.js';
import type { Finding } from '../../findings/finding.js';
import { cannotStartSandbox } from '../../terminal/failure.js';
import { previewIssues } from './preview-issues.js';
import type { PreviewInput } from './read-preview.js';

/**
 * Starts a sandbox that shows integrations from files. Names of files are relative to `folder`. Without it the page does
 * not link to files.
 */
export async function startPreviewSandbox(port: number, folder?: string): Promise<PreviewSandbox> {
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
      return { ...read, problems: [{ message: error.message }] };
    }
  }

  return {
    sandbox,
    exportData,
    show: async ({ path, preview: read, findings, isPublishable }) => {
      let now = unreadable(last.get(path) ?? emptyPreview(basename(path)), findings);
      if (read !== undefined) now = isPublishable ? await publish(read) : read;
      last.set(path, now);
      preview({ ...now, folder }, path);
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

/** The last preview, for files that cannot be read: its nodes remain, and the findings are those of the files. */
function unreadable(last: Preview, findings: readonly Finding[]): Preview {
  return {
    ...last,
    issues: previewIssues(findings, []),
    problems: findings.filter(({ severity }) => severity === 'error'),
    isReadable: false,
    isPublished: false,
  };
}

export interface PreviewSandbox extends Pick<ExplorableSandbox, 'sandbox' | 'exportData'> {
  /**
   * Publishes the files if they can be published, and shows them in any case. Returns what is now shown: the last good
   * preview, with its problems, if the files cannot be read. Before the first one, the name of their file or folder.
   */
  readonly show: (input: PreviewInput) => Promise<Preview>;
  /** Ends the previews of all other paths. */
  readonly keep: (paths: readonly string[]) => void;
}

function emptyPreview(name: string): Preview {
  const definition = { name, nodeTypes: {} };
  return { definition, nodes: [], issues: [], problems: [], isReadable: false, isPublished: false };
}
