import { Client, type Exchange, fetchExchange } from 'urql';
import type { PackedData } from '../../../src/sandbox/explorer/exported-data.js';
import { embeddedExchange } from './embedded.js';

/**
 * A client that queries the sandbox or, in an exported page, the embedded data. Nothing is cached, since a query is
 * only repeated after its data has changed.
 */
export function createClient(embedded: PackedData | undefined): Client {
  const exchange: Exchange = embedded ? embeddedExchange(embedded) : fetchExchange;
  return new Client({ url: endpoint, exchanges: [exchange], preferGetMethod: false, requestPolicy: 'network-only' });
}

/** Where the sandbox answers queries about itself. */
const endpoint = '/sandbox/graphql';
