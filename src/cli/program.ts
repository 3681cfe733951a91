import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { isRecord } from '../is-record.js';
import { packageFile } from '../package-file.js';
import { addActivation } from './commands/activation/activation.js';
import { addCheck } from './commands/check/check.js';
import { addDiff } from './commands/diff/diff.js';
import { addDoctor } from './commands/doctor/doctor.js';
import { addImport } from './commands/import/import.js';
import { addInit } from './commands/init/init.js';
import { addList } from './commands/list/list.js';
import { addPreview } from './commands/preview/preview.js';
import { addPublish } from './commands/publish/publish.js';
import { addSandbox } from './commands/sandbox/sandbox.js';
import { addSchema } from './commands/schema/schema.js';
import { addTypes } from './commands/types/types.js';
import { failureToJson, printFailure } from './terminal/failure.js';
import type { Terminal } from './terminal/terminal.js';

/**
 * Runs the program with these arguments and returns its exit code: 0 success, 1 problems found or a failed request, 2 wrong
 * usage, 3 changes found with `--exit-code`, 128 and the number of the signal that interrupted it.
 */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<number> {
  const program = createProgram(terminal);
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // Commander has printed the message.
    if (args.includes('--json') && !terminal.out.isUsed()) {
      terminal.out.json({ error: failureToJson(error) });
    }
    return printFailure(error, terminal, args.includes('--verbose'));
  }
}

function createProgram(terminal: Terminal): Command {
  const program = new Command('paradime-integrations')
    .description('Publish the lineage of your own tools to Paradime, from files.')
    .version(readVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print help for a command')
    .exitOverride()
    .showHelpAfterError('Run it with --help for usage.')
    .configureOutput({
      writeOut: (text) => terminal.out.line(text.trimEnd()),
      writeErr: (text) => terminal.err.line(text.trimEnd()),
    })
    .addHelpText('after', after);
  addPublish(program, terminal);
  addCheck(program, terminal);
  addDiff(program, terminal);
  addPreview(program, terminal);
  addList(program, terminal);
  addActivation(program, terminal);
  addInit(program, terminal);
  addDoctor(program, terminal);
  addTypes(program, terminal);
  addImport(program, terminal);
  addSchema(program, terminal);
  addSandbox(program, terminal);
  return program;
}

const after = `
Exit codes: 0 success, 1 problems found or a failed request, 2 wrong usage, 3 changes found with --exit-code,
129, 130, 131 or 143 interrupted.

Examples:
  $ paradime-integrations check integration.yaml
  $ paradime-integrations preview integration.yaml
  $ paradime-integrations publish integration.yaml --dry-run
  $ paradime-integrations publish integration.yaml`;

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(packageFile('package.json'), 'utf8'));
  if (!isRecord(manifest)) throw new TypeError('package.json must be an object.');
  return String(manifest['version']);
}
