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
import { type PreviewInput, type PreviewOptions, readPreview } from './read-preview.js';
import { startPreviewSandbox } from './start-preview-sandbox.js';

/** Writes a picture of the files at a path to a file or to standard output. Nodes with errors are drawn as well. */
export async function drawPreview(path: string, options: PreviewOptions, { out, err }: Terminal): Promise<void> {
  if (options.html !== undefined) await refuseToOverwrite(options.html, path, options.nodes);
  const input = await readPreview(path, options);
  const { preview, findings } = input;
  printFindings(findings, err);
  if (preview === undefined) throw new ReportedError('The files cannot be read; see the findings.');
  const { definition, nodes } = preview;
  if (options.html !== undefined) {
    await writePage(options.html, definition.name, input);
    err.line(`Wrote the lineage to ${options.html}: ${summariseFindings(findings)}.`);
  } else {
    const graph = lineageGraph(definition, nodes);
    const drawn = (options.mermaid ? toMermaid : toDot)(graph).trimEnd();
    out.line(drawn);
    if (options.mermaid) noteLimits(graph, drawn.length, err);
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
  await show(input);
  await makeFolderOf(file);
  await writeFile(file, exportPage(page, await exportData())).catch((cause: unknown) => {
    throw cannotWrite(file, cause);
  });
}
