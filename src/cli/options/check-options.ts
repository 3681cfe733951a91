import { type Command, InvalidArgumentError, Option } from 'commander';
import { type IssueCode, type Severity, severities } from '../../lineage/issue.js';
import { didYouMean } from '../../lineage/suggest.js';

/** Adds the options of commands that check nodes. */
export function addCheckOptions(command: Command): Command {
  return command
    .option('--allow-empty', 'accept an integration without nodes; publishing it clears the integration (default: off)')
    .addOption(codesOption('--ignore <code>', 'ignore findings with this code; can be repeated'))
    .addOption(codesOption('--treat-as-error <code>', 'treat warnings with this code as errors; can be repeated'))
    .addHelpText('after', `\nCodes of checks:\n${listCodes()}`);
}

export interface CheckFlags {
  readonly ignore: readonly IssueCode[];
  readonly treatAsError: readonly IssueCode[];
  readonly allowEmpty?: boolean;
}

function codesOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser(collectCode).default([], 'none');
}

function collectCode(text: string, codes: readonly IssueCode[]): readonly IssueCode[] {
  if (!isCode(text)) {
    throw new InvalidArgumentError(`No check has this code${didYouMean(text, Object.keys(severities)) || '.'}`);
  }
  return [...codes, text];
}

function isCode(text: string): text is IssueCode {
  return Object.hasOwn(severities, text);
}

function listCodes(): string {
  const of = (severity: Severity): string =>
    Object.entries(severities)
      .flatMap(([code, its]) => (its === severity ? [code] : []))
      .join(', ');
  return `  errors    ${wrap(of('error'))}\n  warnings  ${wrap(of('warning'))}`;
}

function wrap(text: string): string {
  return text.replace(/(.{1,66})(?: |$)/g, '$1\n            ').trimEnd();
}
