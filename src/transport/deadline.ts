/** What may end a piece of work before it is done. */
export interface Deadline {
  readonly signals: readonly (AbortSignal | undefined)[];
  readonly timeout?: {
    readonly ms: number;
    /** Makes the error to reject with. */
    readonly error: () => Error;
  };
}

/**
 * Runs `work` with a signal that aborts when one of `signals` does or when the time is up. Settles at that moment even
 * if `work` ignores its signal, and leaves neither a timer nor a listener behind.
 */
export async function withDeadline<Result>(
  { signals, timeout }: Deadline,
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
      for (const signal of signals) {
        if (signal === undefined) continue;
        if (signal.aborted) return stop(signal.reason);
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

/** Waits, unless `signal` aborts: then rejects at once with its reason, and leaves no timer behind. */
export async function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await withDeadline(
      { signals: [signal] },
      () =>
        new Promise<void>((resolve) => {
          timer = setTimeout(resolve, ms);
        }),
    );
  } finally {
    clearTimeout(timer);
  }
}
