import { ConfigurationError, show } from '../../errors.js';
import { isKeyOf, isRecord } from '../../is-record.js';
import { checkOptions, checkTypes } from '../../options.js';
import { type Issue, type IssueCode, severities } from '../issue.js';

/** Decides which issues prevent nodes from being published. */
export interface CheckOptions {
  /** Codes of issues to ignore, errors included. Default: none. */
  readonly ignore?: readonly IssueCode[] | undefined;
  /**
   * Codes of warnings to treat as errors. Default: none. A check that does not run finds nothing: see `issues` of
   * `PublishReport` for the nodes of a stream. `unknown-icon` is found by `checkIntegration` alone.
   */
  readonly treatAsError?: readonly IssueCode[] | undefined;
}

const optionTypes = { ignore: 'list', treatAsError: 'list' } as const satisfies Record<keyof CheckOptions, unknown>;

/** Throws a `ConfigurationError` for what `assertKnownCodes` refuses, and for an unknown property. */
export function checkCheckOptions(checks: CheckOptions): void {
  checkOptions('`checks`', checks, optionTypes);
  assertKnownCodes(checks);
}

/** Throws a `ConfigurationError` for an unknown code, and for anything but lists of codes. */
export function assertKnownCodes(checks: CheckOptions): void {
  const given: unknown = checks;
  if (!isRecord(given)) throw new ConfigurationError(`\`checks\` must be an object (got ${show(checks)}).`);
  checkTypes(given, optionTypes);
  const { ignore = [], treatAsError = [] } = checks;
  const unknown = [...ignore, ...treatAsError].find((code) => !isKeyOf(severities, code));
  if (unknown === undefined) return;
  throw new ConfigurationError(
    `No check has the code ${show(unknown)}. The codes are ${Object.keys(severities).join(', ')}.`,
  );
}

/** Drops ignored issues, and gives the others the severity that the options ask for. */
export function applyCheckOptions(
  issues: readonly Issue[],
  { ignore = [], treatAsError = [] }: CheckOptions,
): readonly Issue[] {
  return issues
    .filter(({ code }) => !ignore.includes(code))
    .map((issue) => (treatAsError.includes(issue.code) ? { ...issue, severity: 'error' } : issue));
}
