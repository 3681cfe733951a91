import { ParadimeError } from '../errors.js';
import { checkOptions } from '../options.js';
import { requireWholeNumber } from '../whole-number.js';
import { HttpError, RateLimitError } from './errors.js';
import { type Outcome, outcomeOf } from './outcome.js';

/** When, and how often, a failed request is sent again. */
export interface RetryOptions {
  /** Maximum number of attempts, including the first. One that leads to new credentials does not count. Default 4. */
  readonly maxAttempts?: number | undefined;
  /** Upper bound of the first wait, in milliseconds. It doubles with each further wait. Default 500. */
  readonly initialDelayMs?: number | undefined;
  /** Upper bound of every wait, in milliseconds. If the server asks for a longer wait, the call fails at once. Default 30,000. */
  readonly maxDelayMs?: number | undefined;
}

export type RetryPolicy = Readonly<Record<'maxAttempts' | 'initialDelayMs' | 'maxDelayMs', number>>;

/** Fills in the defaults; `false` means a single attempt. Throws a `ConfigurationError` for a number that is out of range. */
export function readRetryOptions(options: RetryOptions | false = {}): RetryPolicy {
  const names = { maxAttempts: 'any', initialDelayMs: 'any', maxDelayMs: 'any' } as const;
  if (options !== false) checkOptions('`retry`', options, names);
  const {
    maxAttempts = 4,
    initialDelayMs = 500,
    maxDelayMs = 30_000,
  } = options === false ? { maxAttempts: 1 } : options;
  for (const [name, value] of Object.entries({ maxAttempts, initialDelayMs, maxDelayMs })) {
    const least = name === 'maxAttempts' ? 1 : 0;
    requireWholeNumber(`retry.${name}`, value, least, longestTimeoutMs);
  }
  return { maxAttempts, initialDelayMs, maxDelayMs };
}

/** The longest time that a timer can wait. */
const longestTimeoutMs = 2 ** 31 - 1;

/** Whether an operation that failed with this error may be sent again. A `repeatable` one may even if it may have been carried out. */
export function mayRetry(error: unknown, repeatable: boolean): error is ParadimeError {
  if (error instanceof HttpError && error.status === 413) return false; // The same bytes would be refused again.
  const again: readonly Outcome[] = repeatable ? ['unprocessed', 'ambiguous'] : ['unprocessed'];
  return error instanceof ParadimeError && again.includes(outcomeOf(error));
}

/**
 * How long to wait after the nth failure, in milliseconds: the time the server asked for, else exponential backoff with
 * full jitter. Undefined when the server asks for more than `maxDelayMs`: retrying sooner would ignore the server, and
 * waiting longer would exceed the caller's limit.
 */
export function delayAfter(
  error: unknown,
  failures: number,
  { initialDelayMs, maxDelayMs }: RetryPolicy,
): number | undefined {
  const asked = error instanceof HttpError || error instanceof RateLimitError ? error.retryAfterMs : undefined;
  if (asked !== undefined) return asked <= maxDelayMs ? asked : undefined;
  return Math.random() * Math.min(maxDelayMs, initialDelayMs * 2 ** (failures - 1));
}
