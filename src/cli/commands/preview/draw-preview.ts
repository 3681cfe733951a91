import { realpath, writeFile } from 'node:fs/promises';
import { findFiles } from '../../../files/find-files.js';
import { lineageGraph } from '../../../graph/lineage-graph.js';
import { toDot } from '../../../graph/to-dot.js';
import { toMermaid } from '../../../graph/to-mermaid.js';
import { exportPage } from '../../../sandbox/explorer/export-page.js';
import { readPage } from '../../../sandbox/explorer/page.js';
import { summariseFindings } from '../../findings/finding.js';
import { printFindings } from '../../findings/print-findings.js';
import { cannotWrite, InputError, ReportedError, UsageError } from '../../terminal/failure.js';
import type { Terminal } from '../../terminal/terminal.js';
import { type PreviewInput, type PreviewOptions, readPreview } from './read-preview.js';
import { startPreviewSandbox } from './start-preview-sandbox.js';

/** Writes a picture of the files at a path to a file or to standard output. Nodes with errors are drawn as well. */
export async function drawPreview(path: string, options: PreviewOptions, { out, err }: Terminal): Promise<void> {
  if (options.html !== undefined) await refuseToOverwrite(options.html, path, options.nodes);
  const input = await readPreview(path, options, err);
  const { preview, findings } = input;
  printFindings(findings, err);
  if (preview === undefined) throw new ReportedError('The files cannot be read; see the findings.');
  const { definition, nodes } = preview;
  if (options.html !== undefined) {
    await writePage(options.html, definition.name, input);
    err.line(`Wrote the lineage to ${options.html}: ${summariseFindings(findings)}.`);
  } else {
    const draw = options.mermaid ? toMermaid : toDot;
    out.line(draw(lineageGraph(definition, nodes)).trimEnd());
  }
}

/** Throws a `UsageError` if the page would replace a file that it shows. */
async function refuseToOverwrite(html: string, path: string, nodes: string | undefined): Promise<void> {
  const target = await realpath(html).catch(() => undefined);
  if (target === undefined) return;
  const files = await findFiles(path, nodes).catch(() => ({})); // Files that cannot be found are reported when they are read.
  for (const file of [path, ...Object.values(files)]) {
    if (file !== undefined && (await realpath(file).catch(() => undefined)) === target) {
      throw new UsageError(`--html ${html} would replace a file that is to be previewed. Give another name.`);
    }
  }
}

async function writePage(file: string, name: string, input: PreviewInput): Promise<void> {
  const page = await readPage();
  if (page === undefined) throw new InputError('The page has not been built. Run `npm run build:explorer` first.');
  const { sandbox, show, exportData } = await startPreviewSandbox(name, 0);
  await using _ = sandbox;
  await show(input, []);
  await writeFile(file, exportPage(page, await exportData())).catch((cause: unknown) => {
    throw cannotWrite(file, cause);
  });
}
