import { type Exchange, makeErrorResult, makeResult, type Operation, type OperationResult } from '@urql/core';
import { filter, make, mergeMap, pipe, share, takeUntil } from 'wonka';
import type { Attempt } from './attempt.js';

/** Sends one attempt; rejects when it fails. `teardown` aborts when urql is no longer interested. */
export type Send = (attempt: Attempt, teardown: AbortSignal) => Promise<object>;

/**
 * The terminal exchange: one HTTP attempt per urql operation, taken from the operation's context.
 *
 * urql's own `fetchExchange` walks and sorts all variables, and hides the exact size, the signal, the body of a failure
 * and the headers of a success. This one sends bytes that were serialised once.
 */
export function attemptExchange(send: Send): Exchange {
  return () => (operations) => {
    const shared = share(operations);
    return pipe(
      shared,
      filter(({ kind }) => kind !== 'teardown'),
      mergeMap((operation) =>
        pipe(
          resultOf(operation, send),
          takeUntil(
            pipe(
              shared,
              filter(({ kind, key }) => kind === 'teardown' && key === operation.key),
            ),
          ),
        ),
      ),
    );
  };
}

function resultOf(operation: Operation, send: Send) {
  return make<OperationResult>(({ next, complete }) => {
    const teardown = new AbortController();
    const attempt: Attempt = operation.context['attempt'];
    send(attempt, teardown.signal)
      .then(
        (data) => makeResult(operation, { data }),
        (error) => makeErrorResult(operation, error),
      )
      .then((result) => {
        next(result);
        complete();
      });
    return () => teardown.abort();
  });
}
