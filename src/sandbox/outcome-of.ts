import { isRecord } from '../is-record.js';
import type { Reply } from './http.js';
import type { RequestOutcome } from './request-log.js';

/** The outcome of a request that no fault struck, by its reply. */
export function outcomeOf({ status, body }: Reply): RequestOutcome {
  if (status < 200 || status > 299 || typeof body !== 'string') return 'error';
  const answer: unknown = JSON.parse(body);
  if (!isRecord(answer) || 'errors' in answer || !isRecord(answer['data'])) return 'error';
  return Object.values(answer['data']).some((field) => isRecord(field) && field['ok'] === false) ? 'error' : 'ok';
}
