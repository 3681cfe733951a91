import { ConfigurationError } from '../errors.js';

/**
 * Runs `work` with a signal that aborts when `signal` does or when the time is up. Rejects then even if `work` ignores its
 * signal, and leaves neither a timer nor a listener behind.
 */
export async function withDeadline<Result>(
  { signal, timeout }: Deadline,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const cleanups: (() => void)[] = [];
  try {
    return await new Promise<Result>((resolve, reject) => {
      const stop = (reason: unknown): void => {
        reject(reason);
        controller.abort(reason);
      };
      if (signal) {
        if (signal.aborted) return stop(signal.reason);
        if (typeof signal.addEventListener !== 'function')
          throw new ConfigurationError('`signal` must be an AbortSignal.');
        const onAbort = (): void => stop(signal.reason);
        signal.addEventListener('abort', onAbort, { once: true });
        cleanups.push(() => signal.removeEventListener('abort', onAbort));
      }
      if (timeout) {
        const timer = setTimeout(() => stop(timeout.error()), timeout.ms);
        cleanups.push(() => clearTimeout(timer));
      }
      work(controller.signal).then(resolve, reject);
    });
  } finally {
    for (const cleanup of cleanups) cleanup();
  }
}

/** The conditions that end a piece of work before it is done. */
interface Deadline {
  readonly signal: AbortSignal | undefined;
  readonly timeout?: {
    readonly ms: number;
    /** Makes the error to reject with. */
    readonly error: () => Error;
  };
}

/** Runs work that cannot be stopped. Rejects with the signal's reason as soon as it aborts; the work goes on unobserved. */
export function abortable<Result>(signal: AbortSignal | undefined, work: () => Promise<Result>): Promise<Result> {
  return withDeadline({ signal }, work);
}

/** Waits. Rejects with the signal's reason as soon as it aborts, and leaves no timer behind. */
export async function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const elapsed = (): Promise<void> =>
    new Promise((resolve) => {
      timer = setTimeout(resolve, ms);
    });
  try {
    await abortable(signal, elapsed);
  } finally {
    clearTimeout(timer);
  }
}
