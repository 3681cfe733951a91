import type { Integration } from '../../../registration/integration.js';
import type { ClientOptions } from '../../options/client-options.js';
import { createClient } from '../../options/create-client.js';
import { type Output, printable, type Terminal } from '../../terminal/terminal.js';
import { withInterrupt } from '../../terminal/with-interrupt.js';

export async function list(terminal: Terminal, options: ListOptions): Promise<void> {
  const paradime = await createClient(options, terminal);
  const integrations = await withInterrupt((signal) =>
    paradime.customIntegrations.list({ includeInactive: !options.active, signal }),
  );
  if (options.json) terminal.out.json(integrations);
  else if (integrations.length === 0)
    terminal.err.line(`No ${options.active ? 'active ' : ''}integration is registered.`);
  else printIntegrations(integrations, terminal.out);
}

interface ListOptions extends ClientOptions {
  readonly active?: boolean;
  readonly json?: boolean;
}

function printIntegrations(integrations: readonly Integration[], { line, paint }: Output): void {
  const rows = integrations.map(({ uid, name, isActive, nodeTypes }) =>
    [uid, name, isActive ? 'active' : 'inactive', nodeTypes.map(({ nodeType }) => nodeType).join(', ')].map(printable),
  );
  const head = ['UID', 'NAME', 'STATE', 'NODE TYPES'];
  const widths = head.map((title, column) =>
    rows.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), title.length),
  );
  const toLine = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  line(paint('bold', toLine(head)));
  for (const row of rows) line(toLine(row));
}
