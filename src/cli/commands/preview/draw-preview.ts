import { realpath, writeFile } from 'node:fs/promises';
import { findFiles } from '../../../files/find-files.js';
import { type LineageGraph, lineageGraph } from '../../../graph/lineage-graph.js';
import { toDot } from '../../../graph/to-dot.js';
import { toMermaid } from '../../../graph/to-mermaid.js';
import { exportPage } from '../../../sandbox/explorer/export-page.js';
import { readPage } from '../../../sandbox/explorer/page.js';
import { summariseFindings } from '../../findings/finding.js';
import { printFindings } from '../../findings/print-findings.js';
import { cannotWrite, InputError, ReportedError, UsageError } from '../../terminal/failure.js';
import { makeFolderOf } from '../../terminal/make-folder-of.js';
import type { Output, Terminal } from '../../terminal/terminal.js';
import { plural } from '../../terminal/words.js';
import { type PreviewInput, type PreviewOptions, readPreviews } from './read-preview.js';
import { startPreviewSandbox } from './start-preview-sandbox.js';

/** Writes a picture of the files at a path to a file or to standard output. Nodes with errors are drawn as well. */
export async function drawPreview(
  paths: readonly string[],
  options: PreviewOptions,
  terminal: Terminal,
): Promise<void> {
  const { out, err } = terminal;
  const { html, mermaid } = options;
  const option = html !== undefined ? '--html' : mermaid ? '--mermaid' : '--dot';
  const [input] = await readPreviews(paths, options, terminal, [option]);
  if (input === undefined) throw new ReportedError('There is nothing to draw.');
  if (html !== undefined) {
    const { path, files } = input;
    const { layout: _, ...beside } = await findFiles(path, options.nodes).catch(() => ({ layout: undefined })); // A finding.
    await refuseToOverwrite(html, [...paths, path, ...files, ...Object.values<string | undefined>(beside)]);
  }
  const { preview, findings } = input;
  printFindings(findings, err);
  if (preview === undefined) throw new ReportedError('The files cannot be read; see the findings.');
  const { definition, nodes } = preview;
  if (html !== undefined) {
    await writePage(html, input);
    err.line(`Wrote the lineage to ${html}: ${summariseFindings(findings)}.`);
  } else {
    const graph = lineageGraph(definition, nodes, { dbt: input.dbt });
    const drawn = (mermaid ? toMermaid : toDot)(graph).trimEnd();
    out.line(drawn);
    if (mermaid) noteLimits(graph, drawn.length, err);
  }
}

/** The largest flowchart that Mermaid draws by default: `maxEdges` and `maxTextSize` in its documentation. */
const most = { edges: 500, characters: 50_000 };

/** Prints a note if a flowchart is larger than Mermaid draws by default. */
function noteLimits({ nodes, edges }: LineageGraph, characters: number, { line }: Output): void {
  if (edges.length <= most.edges && characters <= most.characters) return;
  const size = `${plural(nodes.length, 'node')}, ${plural(edges.length, 'edge')}`;
  line(
    `note: The flowchart has ${size} and ${plural(characters, 'character')}. By default, Mermaid draws at most ${plural(most.edges, 'edge')} and ${plural(most.characters, 'character')}, so GitHub may refuse to draw it. --html has no such limit.`,
  );
}

/** Throws a `UsageError` if the page would replace a file that it shows. */
async function refuseToOverwrite(html: string, shown: readonly (string | undefined)[]): Promise<void> {
  const target = await realpath(html).catch(() => undefined);
  if (target === undefined) return;
  for (const file of shown) {
    if (file !== undefined && (await realpath(file).catch(() => undefined)) === target) {
      throw new UsageError(`--html ${html} would replace a file that is to be previewed. Give another name.`);
    }
  }
}

async function writePage(file: string, input: PreviewInput): Promise<void> {
  const page = await readPage();
  if (page === undefined) throw new InputError('The page has not been built. Run `npm run build:explorer` first.');
  const { sandbox, show, exportData } = await startPreviewSandbox(0);
  await using _ = sandbox;
  await show(input);
  await makeFolderOf(file);
  await writeFile(file, exportPage(page, await exportData())).catch((cause: unknown) => {
    throw cannotWrite(file, cause);
  });
}
