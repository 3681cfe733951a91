import { type Command, Option } from 'commander';

/** Adds the options of commands that look tables up in a dbt project. */
export function addDbtOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--dbt <path>',
        'look tables up in this dbt project: its folder, its target folder, a manifest.json, or bolt: and the slug of a Bolt schedule of Paradime; can be repeated (default: the one that the bundle names)',
      ).argParser((path: string, paths: readonly string[] | false | undefined) => [...(paths || []), path]),
    )
    .option('--no-dbt', 'do not look tables up, whatever the bundle names (default: off)')
    .addOption(
      new Option('--dbt-names <names>', 'send the complete names of tables that are found, or keep what is written')
        .choices(['resolve', 'keep'])
        .default('resolve'),
    );
}

export interface DbtFlags {
  /** False for `--no-dbt`. */
  readonly dbt?: readonly string[] | false;
  readonly dbtNames: 'resolve' | 'keep';
}
