import { ParadimeError } from '../../../errors.js';
import { Paradime } from '../../../paradime.js';
import type { Preview } from '../../../sandbox/explorer/preview.js';
import { type ExplorableSandbox, startExplorableSandbox } from '../../../sandbox/sandbox.js';
import type { Finding } from '../../findings/finding.js';
import { cannotStartSandbox } from '../../terminal/failure.js';
import { previewIssues } from './preview-issues.js';
import type { PreviewInput } from './read-preview.js';

/**
 * Starts a sandbox that shows an integration from files. It shows `name` until the files can be read. Names of files are
 * relative to `folder`. Without it the page does not link to files.
 */
export async function startPreviewSandbox(name: string, port: number, folder?: string): Promise<PreviewSandbox> {
  const { sandbox, preview, exportData } = await startExplorableSandbox({ port }).catch((cause: unknown) => {
    throw cannotStartSandbox(cause);
  });
  const paradime = new Paradime(sandbox);
  let last: Preview = {
    definition: { name, nodeTypes: {} },
    nodes: [],
    issues: [],
    problems: [],
    isReadable: false,
    isPublished: false,
  };

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
    show: async ({ preview: read, findings, isPublishable }) => {
      if (read === undefined) last = unreadable(last, findings);
      else last = isPublishable ? await publish(read) : read;
      preview({ ...last, folder });
      return last;
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
   * preview, with its problems, if the files cannot be read.
   */
  readonly show: (input: PreviewInput) => Promise<Preview>;
}
