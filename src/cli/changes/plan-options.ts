import { type Command, Option } from 'commander';
import { UsageError } from '../terminal/failure.js';

/** The forms in which a comparison is printed. */
export type ChangesFormat = 'text' | 'json' | 'markdown';

/** How a comparison is printed, and what its exit code says. */
export interface PlanFlags {
  /** Default: `text`. */
  readonly format?: ChangesFormat;
  /** The same as the format `json`. */
  readonly json?: boolean;
  readonly exitCode?: boolean;
}

/** Adds the options of commands that compare. A command with `--dry-run` takes them with that option only. */
export function addPlanOptions(command: Command): Command {
  const isAlways = !command.options.some(({ long }) => long === '--dry-run');
  const only = isAlways ? '' : 'with --dry-run: ';
  if (isAlways) command.option('--json', 'the same as --format json (default: off)');
  return command
    .addOption(
      new Option('--format <format>', `${only}how to print what would change`)
        .choices(['text', 'json', 'markdown'])
        .default('text'),
    )
    .option('--exit-code', `${only}exit with 3 if anything would change, and with 0 if nothing would (default: off)`)
    .hook('preAction', (_, called) => {
      const { format, exitCode, dryRun } = called.opts<PlanFlags & { readonly dryRun?: boolean }>();
      if (format === 'json') called.setOptionValue('json', true);
      if (isAlways || dryRun) return;
      if (exitCode) throw new UsageError('--exit-code needs --dry-run: a publication has no changes left to report.');
      if (format === 'markdown') throw new UsageError('--format markdown needs --dry-run.');
    });
}

/** The form that the options ask for. */
export function formatOf({ format = 'text', json }: PlanFlags): ChangesFormat {
  return json ? 'json' : format;
}
