import type { Command } from 'commander';
import { addClientOptions } from '../../options/client-options.js';
import { lazily } from '../../options/lazily.js';
import type { Terminal } from '../../terminal/terminal.js';

export function addSchema(program: Command, terminal: Terminal): void {
  const schema = program
    .command('schema')
    .summary("compare the API's schema with the live one, or fetch it")
    .description('Compare the API schema this library was made for with the live one, or fetch the live one.');
  const diff = schema
    .command('diff')
    .summary('compare the schema with the live one, or with a file')
    .description(
      'Compare the schema this library was made for with the live one, or with a file of SDL. Breaking differences come first; if there are any, the exit code is 1. Names of types that no request mentions are not compared.',
    )
    .argument('[file]', 'a file with SDL, instead of the live schema')
    .option('--json', 'print JSON (default: off)')
    .action(lazily(async () => (await import('./run-diff.js')).diffSchema, terminal));
  addClientOptions(diff).addHelpText('after', '\nExample:\n  $ paradime-integrations schema diff');
  const pull = schema
    .command('pull')
    .summary('fetch the live schema')
    .description('Fetch the live schema and print it as SDL. Introspection must be on.')
    .option('--output <file>', 'write it to this file (default: standard output)')
    .action(lazily(async () => (await import('./run-pull.js')).pullSchema, terminal));
  addClientOptions(pull).addHelpText(
    'after',
    '\nExample:\n  $ paradime-integrations schema pull --output live.graphql',
  );
}
