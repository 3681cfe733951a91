import { type Command, Option } from 'commander';
import { addCheckOptions } from '../../options/check-options.js';
import { addClientOptions } from '../../options/client-options.js';
import { addDbtOptions } from '../../options/dbt-options.js';
import { lazily } from '../../options/lazily.js';
import { nonNegativeInteger } from '../../options/numbers.js';
import { addPaths } from '../../options/path-argument.js';
import type { Terminal } from '../../terminal/terminal.js';

export function addPreview(program: Command, terminal: Terminal): void {
  const described = program
    .command('preview')
    .summary('show the lineage of files before it is published')
    .description(
      `Draw the lineage of an integration from its files. Needs no credentials and sends nothing to Paradime.

It starts a sandbox, publishes to it, opens a page that shows the result, and updates the page when the files change, until Ctrl-C. Nodes with errors are drawn as well. With --html, --mermaid or --dot it writes a picture and exits instead.`,
    );
  const command = addPaths(described)
    .addOption(
      new Option('--port <port>', 'port on 127.0.0.1; 0 picks a free one').argParser(nonNegativeInteger).default(0),
    )
    .option('--no-open', 'do not open the page in a browser (default: it is opened)')
    .addOption(
      new Option(
        '--html <file>',
        'write the page to a single file that needs no server, and create its folder (default: off)',
      )
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
    .action(lazily(async () => (await import('./run.js')).preview, terminal));
  addDbtOptions(addCheckOptions(addClientOptions(command))).addHelpText(
    'after',
    `
Examples:
  $ paradime-integrations preview integration.yaml
  $ paradime-integrations preview integration.yaml --html lineage.html
  $ paradime-integrations preview target/ --nodes target/metabase_nodes.json --mermaid
  $ paradime-integrations preview integration.yaml --dot | dot -Tsvg > lineage.svg`,
  );
}
