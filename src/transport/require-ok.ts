import { ProtocolError, RejectedError } from './errors.js';

/**
 * Every operation of the API answers with `ok` in its field. Returns the field when it is true.
 *
 * Throws a `RejectedError` when it is false, and a `ProtocolError` when it is left out: nothing is then known of what the
 * server did.
 */
export function requireOk<Field extends { readonly ok: boolean | null }>(
  operationName: string,
  field: Field | null | undefined,
  attempts: number,
): Field {
  if (field?.ok === true) return field;
  if (field?.ok === false) {
    throw new RejectedError(
      `The server refused ${operationName} (ok: false) and gave no reason. Check the uid, the node types and the capability of the API key.`,
      { operationName, status: 200, attempts },
    );
  }
  throw incompleteAnswer(operationName, attempts, 'does not say whether it was carried out: `ok` is missing');
}

/** For an answer that is well formed, and lacks or contradicts what it cannot do without. `what` ends the sentence. */
export function incompleteAnswer(operationName: string, attempts: number, what: string): ProtocolError {
  return new ProtocolError(`The answer to ${operationName} ${what}.`, { operationName, status: 200, attempts });
}
