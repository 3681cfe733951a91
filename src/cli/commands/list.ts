import type { Command } from 'commander';
import type { Integration } from '../../registration/integration.js';
import { addClientOptions, type ClientOptions, createClient } from '../options/client.js';
import { withInterrupt } from '../terminal/interrupt.js';
import { type Output, printable, type Terminal } from '../terminal/terminal.js';

interface ListCommandOptions extends ClientOptions {
  readonly active?: boolean;
  readonly json?: boolean;
}

export function addList(program: Command, terminal: Terminal): void {
  const command = program
    .command('list')
    .summary('list the registered integrations')
    .description('List the integrations that are registered, with their node types.')
    .option('--active', 'leave out inactive ones (default: off)')
    .option('--json', 'print JSON (default: off)')
    .action((options: ListCommandOptions) => list(options, terminal));
  addClientOptions(command).addHelpText('after', '\nExample:\n  $ paradime-integrations list --json');
}

async function list(options: ListCommandOptions, terminal: Terminal): Promise<void> {
  const paradime = await createClient(options, terminal);
  const integrations = await withInterrupt((signal) =>
    paradime.customIntegrations.list({ includeInactive: !options.active, signal }),
  );
  if (options.json) terminal.out.line(JSON.stringify(integrations, undefined, 2));
  else if (integrations.length === 0)
    terminal.err.line(`No ${options.active ? 'active ' : ''}integration is registered.`);
  else printIntegrations(integrations, terminal.out);
}

function printIntegrations(integrations: readonly Integration[], { line, paint }: Output): void {
  const rows = integrations.map(({ uid, name, isActive, nodeTypes }) =>
    [uid, name, isActive ? 'active' : 'inactive', nodeTypes.map(({ nodeType }) => nodeType).join(', ')].map(printable),
  );
  const head = ['UID', 'NAME', 'STATE', 'NODE TYPES'];
  const widths = head.map((title, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? title).length)));
  const toLine = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  line(paint('bold', toLine(head)));
  for (const row of rows) line(toLine(row));
}
