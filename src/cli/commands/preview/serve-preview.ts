import { basename } from 'node:path';
import { summariseFindings } from '../../findings/finding.js';
import { printFindings } from '../../findings/print-findings.js';
import { ReportedError } from '../../terminal/failure.js';
import { printable, type Terminal } from '../../terminal/terminal.js';
import { untilInterrupted, withInterrupt } from '../../terminal/with-interrupt.js';
import { plural } from '../../terminal/words.js';
import { canBeRead } from './can-be-read.js';
import { openPage } from './open-page.js';
import { type PreviewOptions, readPreview } from './read-preview.js';
import { startPreviewSandbox } from './start-preview-sandbox.js';
import { watchFiles } from './watch-files.js';

/**
 * Shows the files at a path on a page, and updates it when they change, until the user interrupts it. Throws a
 * `ReportedError` at once if no change of their contents could make them readable.
 */
export async function servePreview(path: string, options: PreviewOptions, { out, err }: Terminal): Promise<void> {
  if (!(await canBeRead(path, options.nodes))) {
    const { preview, findings } = await readPreview(path, options);
    printFindings(findings, err);
    if (preview === undefined) throw new ReportedError('There is nothing to preview.');
  }
  await withInterrupt(async (signal) => {
    const { sandbox, show } = await startPreviewSandbox(basename(path), options.port, process.cwd());
    await using _ = sandbox;
    out.line(`Preview: ${sandbox.url}`);

    const update = async (): Promise<void> => {
      const input = await readPreview(path, options);
      printFindings(input.findings, err);
      const { definition, nodes, isPublished } = await show(input);
      const what = input.preview
        ? `${printable(definition.name)}: ${plural(nodes.length, 'node')}`
        : 'The files cannot be read';
      const how = isPublished ? '' : ', not published';
      out.line(`${what}, ${summariseFindings(input.findings)}${how}.`);
    };

    await update();
    const watching = await watchFiles(path, options.nodes, update);
    if (options.open) await openPage(sandbox.url, err);
    out.line('Watching the files for changes. Press Ctrl-C to stop.');
    await untilInterrupted(signal, watching.failed).finally(watching.close);
  });
}
