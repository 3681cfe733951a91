import type { GraphQLSchema } from 'graphql';
import { fetchLiveSchema } from '../../../drift/live-schema.js';
import type { ClientOptions } from '../../options/client-options.js';
import { createClient } from '../../options/create-client.js';
import type { Terminal } from '../../terminal/terminal.js';
import { withInterrupt } from '../../terminal/with-interrupt.js';

/** Fetches the schema of the endpoint that the environment names. */
export async function fetchSchema(options: ClientOptions, terminal: Terminal): Promise<GraphQLSchema> {
  const paradime = await createClient(options, terminal);
  return await withInterrupt((signal) => fetchLiveSchema(paradime, signal));
}
