import type { Paradime } from '../../paradime.js';
import type { Terminal } from '../terminal/terminal.js';
import type { ClientOptions } from './client-options.js';

/** Returns a function that makes a client when it is called, for commands that rarely need one: loading it takes time. */
export function createClientLater(options: ClientOptions, terminal: Terminal): () => Promise<Paradime> {
  return async () => {
    const { createClient } = await import('./create-client.js');
    return await createClient(options, terminal);
  };
}
