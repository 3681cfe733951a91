import { request } from 'node:http';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import {
  IntegrationsDocument,
  LineageDocument,
  NodeDetailDocument,
  RevisionDocument,
} from '../../src/generated/sandbox.js';

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

interface Asked {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A request to a server on this machine, with whatever headers: `fetch` would not let a Host or Origin pass. */
export function send(url: string, { path = '/', method = 'GET', headers = {}, body }: Asked = {}): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, url), { method, headers, agent: false }, async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Asks the inspection endpoint of the sandbox at `url`, as its page does. */
export async function inspect<Data, Variables>(
  url: string,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const body = JSON.stringify({ query: print(document), variables });
  const headers = { 'content-type': 'application/json', origin: new URL(url).origin };
  const { status, text } = await send(url, { path: '/sandbox/graphql', method: 'POST', headers, body });
  const { data, errors } = JSON.parse(text);
  if (status !== 200 || errors) throw new Error(`${status}: ${text}`);
  return data;
}

/** What the page asks of a sandbox. */
export function inspectionOf(url: string) {
  return {
    overview: () => inspect(url, IntegrationsDocument, {}),
    lineage: async (uid: string) => (await inspect(url, LineageDocument, { uid })).integration,
    node: async (uid: string, id: string) => (await inspect(url, NodeDetailDocument, { uid, id })).integration?.node,
    revision: async (after?: number) => (await inspect(url, RevisionDocument, { after })).revision,
  };
}
