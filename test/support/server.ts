import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';

/** A request as it came over the wire. */
export interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface TestServer extends AsyncDisposable {
  readonly origin: string;
  /** In the shape of Paradime's, with a company token that must stay secret. */
  readonly endpoint: string;
  readonly received: readonly Received[];
}

export const companyToken = 'company-token-4711';

/** A real server on loopback that answers as a test wants it to. */
export async function startServer(
  answer: (received: Received, response: ServerResponse, request: IncomingMessage) => void | Promise<void>,
): Promise<TestServer> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const one = { method: request.method, url: request.url, headers: request.headers, body };
    received.push(one);
    await answer(one, response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    endpoint: `${origin}/api/v1/${companyToken}/graphql`,
    received,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A server that gives the same answer to everything. */
export function startServerWith(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
): Promise<TestServer> {
  return startServer((_received, response) => {
    response.writeHead(status, headers).end(body);
  });
}

/** A server that answers each operation with the data given for its field, by the name of the field. */
export function startApi(data: Readonly<Record<string, unknown>>): Promise<TestServer> {
  return startServer(({ body }, response) => {
    const { query } = JSON.parse(body);
    const field = Object.keys(data).find((name) => new RegExp(`\\b${name}\\b`).test(query)) ?? 'none';
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ data: { [field]: data[field] } }));
  });
}
