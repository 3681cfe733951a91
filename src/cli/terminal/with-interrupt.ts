import { abortable } from '../../transport/deadline.js';
import { Interruption } from './failure.js';

/**
 * Runs with a signal that aborts when the process is asked to end, by Ctrl-C for instance, with an `Interruption` as its
 * reason. A second Ctrl-C ends the process at once.
 */
export async function withInterrupt<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const abort = (signal: NodeJS.Signals): void => {
    release();
    controller.abort(new Interruption(signal));
  };
  const release = (): void => {
    for (const name of signals) process.removeListener(name, abort);
  };
  for (const name of signals) process.on(name, abort);
  try {
    return await run(controller.signal);
  } finally {
    release();
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** Runs `work` until the user interrupts it. Returns then, and throws only if `work` does. */
export async function untilInterrupted(
  signal: AbortSignal,
  work: Promise<never> = new Promise(() => {}),
): Promise<void> {
  await abortable(signal, () => work).catch((error: unknown) => {
    if (error !== signal.reason) throw error;
  });
}
