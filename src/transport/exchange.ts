import { makeErrorResult, makeOperation, makeResult, type Operation, type OperationResult } from '@urql/core';
import { fromPromise, fromValue, mergeMap, pipe, type Source, toPromise } from 'wonka';
import type { PreparedOperation } from './operation.js';

/**
 * Runs a prepared operation as an urql operation, and returns its urql result.
 *
 * Only urql's operations, exchanges and results are used, not its `Client`: all that the client adds (merging equal queries,
 * running them again, a way to build requests from strings) would have to be worked around here, and it makes the main entry
 * a fifth larger.
 */
export function runThroughExchange<Data>(
  { kind, document: query }: PreparedOperation<Data>,
  url: string,
  send: Send,
): Promise<OperationResult<Data>> {
  // The body of the request is serialised already, with its variables.
  const operation = makeOperation<Data>(kind, { key: 0, query, variables: {} }, { url, requestPolicy: 'network-only' });
  return pipe(fromValue(operation), attemptExchange(send), toPromise);
}

/** Sends the request of an operation. Rejects when it fails. */
type Send = () => Promise<object>;

/**
 * Creates the terminal exchange: one HTTP attempt per operation.
 *
 * urql's own `fetchExchange` walks and sorts all variables, and hides the exact size, the signal, the body of a failure
 * and the headers of a success. This one sends bytes that were serialised once.
 */
function attemptExchange(send: Send): (operations: Source<Operation>) => Source<OperationResult> {
  return (operations) =>
    pipe(
      operations,
      mergeMap((operation) => fromPromise(resultOf(operation, send))),
    );
}

function resultOf(operation: Operation, send: Send): Promise<OperationResult> {
  return send().then(
    (data) => makeResult(operation, { data }),
    (error) => makeErrorResult(operation, error),
  );
}
