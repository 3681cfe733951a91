import { ParadimeError } from '../errors.js';
import { hasResult } from './answer.js';
import {
  GraphQLResponseError,
  HttpError,
  NetworkError,
  ProtocolError,
  RateLimitError,
  TimeoutError,
} from './errors.js';

/**
 * The effect of a failed attempt on the server:
 * - `unprocessed`: certainly not carried out, so it may be sent again;
 * - `ambiguous`: sent, but without a clear answer, so it may have been carried out;
 * - `refused`: not carried out, and another attempt would fare no better.
 */
export type Outcome = 'unprocessed' | 'ambiguous' | 'refused';

/** Returns the outcome behind an error that a request rejected with. */
export function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof ParadimeError)) return 'ambiguous'; // Nothing says that the request was not carried out.
  if (error.attempts === 0) return 'refused'; // No request was sent.
  if (error instanceof NetworkError) return error.isUnsent ? 'unprocessed' : 'ambiguous';
  if (error instanceof TimeoutError || error instanceof ProtocolError) return 'ambiguous';
  if (error instanceof RateLimitError) return 'unprocessed';
  if (error instanceof HttpError) {
    const { status = 0, retryAfterMs } = error;
    if (status === 413 || (status === 503 && retryAfterMs !== undefined)) return 'unprocessed';
    return status >= 500 ? 'ambiguous' : 'refused';
  }
  return error instanceof GraphQLResponseError && hasResult(error.data) ? 'ambiguous' : 'refused';
}
