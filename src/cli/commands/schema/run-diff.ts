import { readFile } from 'node:fs/promises';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { compareSchemas, type Drift } from '../../../drift/compare-schemas.js';
import { messageOf } from '../../../errors.js';
import { readLocalSchema } from '../../../schemas.js';
import type { ClientOptions } from '../../options/client-options.js';
import { InputError, ReportedError } from '../../terminal/failure.js';
import { type Output, printable, type Terminal } from '../../terminal/terminal.js';
import { plural } from '../../terminal/words.js';
import { fetchSchema } from './fetch-schema.js';

export async function diffSchema(terminal: Terminal, file: string | undefined, options: DiffOptions): Promise<void> {
  const { out } = terminal;
  const other = file === undefined ? await fetchSchema(options, terminal) : await readSchemaFile(file);
  const { drifts, renamed } = await compareSchemas(readLocalSchema(), other);
  const breaking = drifts.filter(({ severity }) => severity === 'breaking').length;
  if (options.json) {
    out.json({ ok: breaking === 0, drifts, renamed: Object.fromEntries(renamed) });
  } else {
    for (const drift of drifts) printDrift(drift, out);
    for (const [there, here] of renamed) {
      out.line(`note       ${here} is called ${there} there, which has no effect`);
    }
    out.line(`${plural(drifts.length, 'difference')}, ${breaking} breaking`);
  }
  if (breaking > 0) throw new ReportedError('The schemas differ.');
}

interface DiffOptions extends ClientOptions {
  readonly json?: boolean;
}

const looks = { breaking: 'red', dangerous: 'yellow', safe: 'green' } as const;

function printDrift({ severity, path, message }: Drift, { line, paint }: Output): void {
  line(`${paint(looks[severity], severity.padEnd(10))} ${printable(`${path}: ${message}`)}`);
}

async function readSchemaFile(file: string): Promise<GraphQLSchema> {
  try {
    return buildSchema(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new InputError(`${file} does not contain a schema: ${messageOf(cause)}`, { cause });
  }
}
