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
 * What a failed attempt means for the server's state:
 * - `unprocessed`: certainly not carried out, and may be sent again;
 * - `ambiguous`: sent, and no complete GraphQL answer was read, so it may have been carried out;
 * - `refused`: not carried out, and would not be the next time either.
 */
export type Outcome = 'unprocessed' | 'ambiguous' | 'refused';

export function outcomeOf(error: unknown): Outcome {
  if (error instanceof ParadimeError && error.attempts === 0) return 'refused'; // No request was sent.
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
