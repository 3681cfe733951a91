import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Drift } from '../../../drift/compare-schemas.js';
import { messageOf } from '../../../errors.js';
import { addClientOptions, type ClientOptions, createClient } from '../../options/client.js';
import { InputError, ReportedError } from '../../terminal/failure.js';
import { withInterrupt } from '../../terminal/interrupt.js';
import { type Output, printable, type Terminal } from '../../terminal/terminal.js';
import { plural } from '../../terminal/words.js';

interface DiffOptions extends ClientOptions {
  readonly json?: boolean;
}

interface PullOptions extends ClientOptions {
  readonly output?: string;
}

export function addSchema(program: Command, terminal: Terminal): void {
  const schema = program
    .command('schema')
    .summary("compare the API's schema with the live one, or fetch it")
    .description("The API's schema: compare what this library knows of it with the live one, or fetch the live one.");
  const diff = schema
    .command('diff')
    .description(
      'Compare the schema this library was made for with the live one, or with a file of SDL; breaking differences first.\nExit code 1 when there are any. Names of types that requests do not speak of are not compared.',
    )
    .argument('[file]', 'a file with SDL, instead of the live schema')
    .option('--json', 'print JSON (default: off)')
    .action((file: string | undefined, options: DiffOptions) => diffSchema(file, options, terminal));
  addClientOptions(diff).addHelpText('after', '\nExample:\n  $ paradime-integrations schema diff');
  const pull = schema
    .command('pull')
    .description('Fetch the live schema and print it as SDL. Needs introspection to be on.')
    .option('--output <file>', 'write it to a file (default: standard output)')
    .action((options: PullOptions) => pullSchema(options, terminal));
  addClientOptions(pull).addHelpText(
    'after',
    '\nExample:\n  $ paradime-integrations schema pull --output live.graphql',
  );
}

async function diffSchema(file: string | undefined, options: DiffOptions, terminal: Terminal): Promise<void> {
  const { out } = terminal;
  const { compareSchemas } = await import('../../../drift/compare-schemas.js');
  const { readLocalSchema } = await import('../../../schemas.js');
  const other = file === undefined ? await fetchSchema(options, terminal) : await readSchemaFile(file);
  const { drifts, renamed } = await compareSchemas(readLocalSchema(), other);
  const breaking = drifts.filter(({ severity }) => severity === 'breaking').length;
  if (options.json) {
    out.line(JSON.stringify({ ok: breaking === 0, drifts, renamed: Object.fromEntries(renamed) }, undefined, 2));
  } else {
    for (const drift of drifts) printDrift(drift, out);
    for (const [there, here] of renamed) out.line(`note       ${here} is called ${there} there, to no effect`);
    out.line(`${plural(drifts.length, 'difference')}, ${breaking} breaking`);
  }
  if (breaking > 0) throw new ReportedError('The schemas differ.');
}

const looks = { breaking: 'red', dangerous: 'yellow', safe: 'green' } as const;

function printDrift({ severity, path, message }: Drift, { line, paint }: Output): void {
  line(`${paint(looks[severity], severity.padEnd(10))} ${printable(`${path}: ${message}`)}`);
}

async function pullSchema({ output, ...options }: PullOptions, terminal: Terminal): Promise<void> {
  const { lexicographicSortSchema, printSchema } = await import('graphql');
  const sdl = printSchema(lexicographicSortSchema(await fetchSchema(options, terminal)));
  if (output === undefined) {
    terminal.out.line(sdl);
    return;
  }
  await writeFile(output, `${sdl}\n`).catch((cause: unknown) => {
    throw new InputError(`${output} cannot be written: ${messageOf(cause)}`, { cause });
  });
  terminal.err.line(`The live schema is in ${output}.`);
}

async function fetchSchema(options: ClientOptions, terminal: Terminal) {
  const paradime = await createClient(options, terminal);
  const { fetchLiveSchema } = await import('../../../drift/live-schema.js');
  return await withInterrupt((signal) => fetchLiveSchema(paradime, signal));
}

async function readSchemaFile(file: string) {
  const { buildSchema } = await import('graphql');
  try {
    return buildSchema(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new InputError(`${file} holds no schema: ${messageOf(cause)}`, { cause });
  }
}
