import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { addActivation } from './commands/activation.js';
import { addCheck } from './commands/check/check.js';
import { addDoctor } from './commands/doctor/doctor.js';
import { addInit } from './commands/init/init.js';
import { addList } from './commands/list.js';
import { addPreview } from './commands/preview/preview.js';
import { addPublish } from './commands/publish/publish.js';
import { addSandbox } from './commands/sandbox/sandbox.js';
import { addSchema } from './commands/schema/schema.js';
import { failureToJson, printFailure } from './terminal/failure.js';
import type { Terminal } from './terminal/terminal.js';

const manifest = new URL('../../package.json', import.meta.url);

/** Runs the program with these arguments and returns its exit code: 0 done, 1 the input or the server said no, 2 wrong usage. */
export async function runProgram(args: readonly string[], terminal: Terminal): Promise<number> {
  const program = createProgram(terminal);
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // It has told what is wrong.
    if (args.includes('--json') && !terminal.out.isUsed()) {
      terminal.out.line(JSON.stringify({ error: failureToJson(error) }, undefined, 2));
    }
    return printFailure(error, terminal, args.includes('--verbose'));
  }
}

function createProgram(terminal: Terminal): Command {
  const program = new Command('paradime-integrations')
    .description("Publish your own tools' lineage to Paradime, from files.")
    .version(readVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .showHelpAfterError('Run it with --help to see what it takes.')
    .configureOutput({
      writeOut: (text) => terminal.out.line(text.trimEnd()),
      writeErr: (text) => terminal.err.line(text.trimEnd()),
    })
    .addHelpText('after', after);
  addPublish(program, terminal);
  addCheck(program, terminal);
  addPreview(program, terminal);
  addList(program, terminal);
  addActivation(program, terminal);
  addInit(program, terminal);
  addDoctor(program, terminal);
  addSchema(program, terminal);
  addSandbox(program, terminal);
  return program;
}

const after = `
Exit codes: 0 done, 1 the input or the server said no, 2 wrong usage, 130 or 143 interrupted.

Example:
  $ paradime-integrations check integration.yaml
  $ paradime-integrations preview integration.yaml
  $ paradime-integrations publish integration.yaml --dry-run
  $ paradime-integrations publish integration.yaml`;

function readVersion(): string {
  const { version }: { readonly version: string } = JSON.parse(readFileSync(manifest, 'utf8'));
  return version;
}
