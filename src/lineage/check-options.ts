import { ConfigurationError } from '../errors.js';
import { type Issue, type IssueCode, severities } from './issue.js';

/** Which checks of the nodes count. */
export interface CheckOptions {
  /** Codes that do not keep nodes from being published. */
  readonly ignore?: readonly IssueCode[] | undefined;
  /** Codes of warnings that do. */
  readonly treatAsError?: readonly IssueCode[] | undefined;
}

/** Throws a `ConfigurationError` for a code that no check has. */
export function assertKnownCodes({ ignore = [], treatAsError = [] }: CheckOptions): void {
  const unknown = [...ignore, ...treatAsError].find((code) => !Object.hasOwn(severities, code));
  if (unknown === undefined) return;
  throw new ConfigurationError(
    `No check has the code ${JSON.stringify(unknown)}. There are ${Object.keys(severities).join(', ')}.`,
  );
}

/** The issues that count, with the severity that the options give them. */
export function applyCheckOptions(
  issues: readonly Issue[],
  { ignore = [], treatAsError = [] }: CheckOptions,
): readonly Issue[] {
  return issues
    .filter(({ code }) => !ignore.includes(code))
    .map((issue) => (treatAsError.includes(issue.code) ? { ...issue, severity: 'error' } : issue));
}
