import { messageOf, ParadimeError } from '../../../errors.js';
import { Paradime } from '../../../paradime.js';
import type { Preview } from '../../../sandbox/explorer/preview.js';
import { type ExplorableSandbox, startExplorableSandbox } from '../../../sandbox/sandbox.js';
import { UsageError } from '../../terminal/failure.js';
import type { PreviewInput } from './read-preview.js';

export interface PreviewSandbox extends Pick<ExplorableSandbox, 'sandbox' | 'exportData'> {
  /** Publishes what can be published and shows the rest as it is. Returns what is shown; without files the last again, with what is wrong. */
  readonly show: (input: PreviewInput, problems: readonly string[]) => Promise<Preview>;
}

/** Starts a sandbox that shows the integrations of files. `name` is shown as long as they cannot be read. */
export async function startPreviewSandbox(name: string, port: number): Promise<PreviewSandbox> {
  const { sandbox, preview, exportData } = await startExplorableSandbox({ port }).catch((cause: unknown) => {
    throw new UsageError(`The sandbox cannot start: ${messageOf(cause)}`, { cause });
  });
  const paradime = new Paradime(sandbox);
  let last: Preview = { definition: { name, nodeTypes: {} }, nodes: [], issues: [], problems: [], isPublished: false };

  async function publish(read: Preview): Promise<Preview> {
    try {
      // The files were checked when they were read, with the codes that the user lets pass.
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
