import type { Command } from 'commander';

/** Adds the argument of commands that read integrations, and the option for the file with their nodes. */
export function addPaths(command: Command): Command {
  return command
    .argument('[path...]', pathHelp)
    .option('--nodes <file>', 'a separate file with the nodes: .json, .yaml or .jsonl; needs one path');
}

const pathHelp =
  'bundles (.json, .yaml), modules (.ts, .js), folders, and quoted globs such as "lineage/**/*.yaml" (default: the current folder)';
