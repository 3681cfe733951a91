import { summariseFindings } from '../../findings/finding.js';
import { printFindings } from '../../findings/print-findings.js';
import { ReportedError } from '../../terminal/failure.js';
import { printable, type Terminal } from '../../terminal/terminal.js';
import { untilInterrupted, withInterrupt } from '../../terminal/with-interrupt.js';
import { plural } from '../../terminal/words.js';
import { canBeRead } from './can-be-read.js';
import { openPage } from './open-page.js';
import { type PreviewInput, type PreviewOptions, readPreviews } from './read-preview.js';
import { startPreviewSandbox } from './start-preview-sandbox.js';
import { watchFiles } from './watch-files.js';

/**
 * Shows the files at these paths on a page, and updates it when they change, until the user interrupts it. Throws a
 * `ReportedError` at once if no change of their contents could make any of them readable.
 */
export async function servePreview(
  paths: readonly string[],
  options: PreviewOptions,
  terminal: Terminal,
): Promise<void> {
  const { out, err } = terminal;
  const first = await readPreviews(paths, options, terminal);
  const readable = await Promise.all(first.map(async ({ path }) => await canBeRead(path, options.nodes)));
  if (!readable.includes(true) && first.every(({ preview }) => preview === undefined)) {
    for (const { findings } of first) printFindings(findings, err);
    throw new ReportedError('There is nothing to preview.');
  }
  await withInterrupt(async (signal) => {
    const { sandbox, show, keep } = await startPreviewSandbox(options.port, process.cwd());
    await using _ = sandbox;
    out.line(`Preview: ${sandbox.url}`);

    const update = async (inputs: readonly PreviewInput[]): Promise<readonly string[]> => {
      keep(inputs.map(({ path }) => path));
      for (const input of inputs) {
        const { path, findings } = input;
        printFindings(findings, err);
        const { definition, nodes, isPublished } = await show(input);
        const what = input.preview
          ? `${printable(definition.name)}: ${plural(nodes.length, 'node')}`
          : `${inputs.length > 1 ? `${printable(path)}: ` : ''}The files cannot be read`;
        const how = isPublished ? '' : ', not published';
        out.line(`${what}, ${summariseFindings(findings)}${how}.`);
      }
      return inputs.flatMap(({ files }) => files);
    };

    const files = await update(first);
    const watching = await watchFiles(paths, options.nodes, files, async () =>
      update(await readPreviews(paths, options, terminal)),
    );
    if (options.open) await openPage(sandbox.url, err);
    out.line('Watching the files for changes. Press Ctrl-C to stop.');
    await untilInterrupted(signal, watching.failed).finally(watching.close);
  });
}
