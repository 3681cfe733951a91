import { type Command, Option } from 'commander';
import { count } from '../../options/arguments.js';
import { addCheckOptions } from '../../options/check-options.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { PreviewOptions } from './read-preview.js';

export function addPreview(program: Command, terminal: Terminal): void {
  const command = program
    .command('preview')
    .summary('look at the lineage of files before it is published')
    .description(
      `Draw the lineage of an integration from its files. Needs no credentials and sends nothing to Paradime.

It starts a sandbox, publishes to it, opens the page that shows the result, and follows the files as they change, until
Ctrl-C. What has errors is drawn too. With --html, --mermaid or --dot it writes a picture instead, and ends.`,
    )
    .argument('<path>', 'a bundle (.json, .yaml), or a folder')
    .option('--nodes <file>', 'where the nodes are, if not with the rest: .json, .yaml or .jsonl')
    .addOption(new Option('--port <port>', 'port on 127.0.0.1; 0 takes a free one').argParser(count).default(0))
    .option('--no-open', 'do not open the page in a browser (default: it is opened)')
    .addOption(
      new Option('--html <file>', 'write the page to one file that needs no server (default: off)')
        .conflicts(['mermaid', 'dot'])
        .conflicts('port'),
    )
    .addOption(
      new Option('--mermaid', 'print a flowchart that GitHub draws in a pull request (default: off)')
        .conflicts(['html', 'dot'])
        .conflicts('port'),
    )
    .addOption(
      new Option('--dot', 'print a graph for Graphviz (default: off)').conflicts(['html', 'mermaid']).conflicts('port'),
    )
    .action((path: string, options: PreviewOptions) => preview(path, options, terminal));
  addCheckOptions(command).addHelpText(
    'after',
    `
Example:
  $ paradime-integrations preview integration.yaml
  $ paradime-integrations preview integration.yaml --html lineage.html
  $ paradime-integrations preview target/ --nodes target/metabase_nodes.json --mermaid
  $ paradime-integrations preview integration.yaml --dot | dot -Tsvg > lineage.svg`,
  );
}

async function preview(path: string, options: PreviewOptions, terminal: Terminal): Promise<void> {
  const { html, mermaid, dot } = options;
  if (html !== undefined || mermaid || dot) {
    const { drawPreview } = await import('./draw-preview.js'); // Loaded here, for only this command reads, draws and serves.
    await drawPreview(path, options, terminal);
  } else {
    const { servePreview } = await import('./serve-preview.js');
    await servePreview(path, options, terminal);
  }
}
