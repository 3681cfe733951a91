import { applyCheckOptions, type CheckOptions } from '../lineage/checks/check-options.js';
import type { Issue, IssueCode, Severity } from '../lineage/issue.js';

/** Collects issues as the options ask for, and at most `most` errors and as many warnings. The others are counted. */
export class IssueList {
  readonly unlisted: Record<Severity, number> = { error: 0, warning: 0 };
  readonly #listed: Record<Severity, Issue[]> = { error: [], warning: [] };
  readonly #options: CheckOptions;
  readonly #most: number;

  constructor(options: CheckOptions, most: number) {
    this.#options = options;
    this.#most = most;
  }

  /** Adds an issue, and returns it as it is listed. Undefined if it is ignored or one too many. */
  add(found: Issue): Issue | undefined {
    const [issue] = applyCheckOptions([found], this.#options);
    if (issue === undefined) return undefined;
    const listed = this.#listed[issue.severity];
    if (listed.length < this.#most) {
      listed.push(issue);
      return issue;
    }
    this.unlisted[issue.severity]++;
    return undefined;
  }

  /** Whether there is no place for another error. */
  get isFull(): boolean {
    return this.#listed.error.length >= this.#most;
  }

  /** Whether issues of this code are not ignored. */
  accepts(code: IssueCode): boolean {
    return !this.#options.ignore?.includes(code);
  }

  /** The issues, errors first. */
  all(): readonly Issue[] {
    return [...this.#listed.error, ...this.#listed.warning];
  }
}
