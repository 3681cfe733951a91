import { ParadimeError } from '../errors.js';
import { requireWholeNumber } from '../whole-number.js';
import { HttpError, RateLimitError } from './errors.js';
import { type Outcome, outcomeOf } from './outcome.js';

/** When and how often a failed request is sent again. */
export interface RetryOptions {
  /** How often an operation is sent at most. Default 4. */
  readonly maxAttempts?: number | undefined;
  /** Upper bound of the first wait, in milliseconds; it doubles from one wait to the next. Default 500. */
  readonly initialDelayMs?: number | undefined;
  /** Upper bound of every wait, in milliseconds. A server that asks for a longer one ends the call at once. Default 30,000. */
  readonly maxDelayMs?: number | undefined;
}

export type RetryPolicy = Readonly<Record<'maxAttempts' | 'initialDelayMs' | 'maxDelayMs', number>>;

/** Timers wait no longer. */
const longestTimeoutMs = 2 ** 31 - 1;

/** Throws a `ConfigurationError` for a number that cannot work. */
export function readRetryOptions(options: RetryOptions | false = {}): RetryPolicy {
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

/** Whether an operation that failed in this way may be sent again: `repeatable` ones also where they may have been carried out. */
export function mayRetry(error: unknown, repeatable: boolean): error is ParadimeError {
  if (error instanceof HttpError && error.status === 413) return false; // The same bytes would be refused again.
  const again: readonly Outcome[] = repeatable ? ['unprocessed', 'ambiguous'] : ['unprocessed'];
  return error instanceof ParadimeError && again.includes(outcomeOf(error));
}

/**
 * How long to wait after the nth failure, in milliseconds: what the server asked for, else exponential backoff with full
 * jitter. Undefined when the server asks for more than `maxDelayMs`: to come back earlier would be rude, to wait rash.
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
