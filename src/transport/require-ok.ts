import { ProtocolError, RejectedError } from './errors.js';

/**
 * Every operation of the API returns `ok` in its field. Returns the field when `ok` is true.
 *
 * Throws a `RejectedError` when `ok` is false, and a `ProtocolError` when it is missing, because it is then unknown what
 * the server did.
 */
export function requireOk<Field extends { readonly ok: boolean | null }>(
  operationName: string,
  field: Field | null | undefined,
  attempts: number,
): Field {
  if (field?.ok === true) return field;
  if (field?.ok === false) {
    throw new RejectedError(
      `The server refused ${operationName} (ok: false) and gave no reason. Check the uid, the node types and the API key's capability.`,
      { operationName, status: 200, attempts },
    );
  }
  throw incompleteAnswer(operationName, attempts, 'does not say whether it was carried out: `ok` is missing');
}

/** Makes the error for a well-formed response with a missing or contradictory field. `what` completes the sentence. */
export function incompleteAnswer(operationName: string, attempts: number, what: string): ProtocolError {
  return new ProtocolError(`The response to ${operationName} ${what}.`, { operationName, status: 200, attempts });
}
