import { ProtocolError, RejectedError } from './errors.js';
import type { Result } from './transport.js';

/**
 * Every operation of the API returns `ok` in its field. Returns the field when `ok` is true.
 *
 * Throws a `RejectedError` when `ok` is false, and a `ProtocolError` when it is missing, because it is then unknown what
 * the server did. `hint` says what to check when it is false.
 */
export function requireOk<Field extends { readonly ok: boolean | null }>(
  operationName: string,
  field: Field | null | undefined,
  result: ResultFacts,
  hint = "Check the uid, the node types and the API key's capability.",
): Field {
  if (field?.ok === true) return field;
  if (field?.ok === false) {
    throw new RejectedError(`The server refused ${operationName} (ok: false) and gave no reason. ${hint}`, {
      operationName,
      status: 200,
      attempts: result.attempts,
    });
  }
  throw incompleteAnswer(operationName, result, 'does not say whether it was carried out: `ok` is missing');
}

/** The facts of a result that an error about it needs. */
export type ResultFacts = Pick<Result<unknown>, 'attempts' | 'redact'>;

/**
 * Makes the error for a well-formed response with a missing or contradictory field. `what` completes the sentence; it is
 * redacted, because it may quote the server.
 */
export function incompleteAnswer(
  operationName: string,
  { attempts, redact }: ResultFacts,
  what: string,
): ProtocolError {
  return new ProtocolError(`The response to ${operationName} ${redact(what)}.`, {
    operationName,
    status: 200,
    attempts,
  });
}
