import type { Terminal } from '../terminal/terminal.js';

/**
 * Makes the action of a command from its work: a function of the terminal, then the command's arguments and options. The
 * work is loaded only when the command runs, so that neither `--help` nor other commands wait for its libraries.
 */
export function lazily<Args extends readonly unknown[]>(
  load: () => Promise<(terminal: Terminal, ...args: Args) => Promise<void>>,
  terminal: Terminal,
): (...args: Args) => Promise<void> {
  return async (...args) => {
    const work = await load();
    await work(terminal, ...args);
  };
}
