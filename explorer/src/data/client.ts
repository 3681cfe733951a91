import { Client, type Exchange, fetchExchange } from 'urql';
import type { ExportedData } from '../../../src/sandbox/explorer/exported-data.js';
import { embeddedExchange } from './embedded.js';

/** Where the sandbox tells about itself. */
const endpoint = '/sandbox/graphql';

/** A client that asks the sandbox or, in a page that was exported, the data that it holds. Nothing is kept: what is asked again has changed. */
export function createClient(embedded: ExportedData | undefined): Client {
  const exchange: Exchange = embedded ? embeddedExchange(embedded) : fetchExchange;
  return new Client({ url: endpoint, exchanges: [exchange], preferGetMethod: false, requestPolicy: 'network-only' });
}
