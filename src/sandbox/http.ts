import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../errors.js';

/** Starts an HTTP server on 127.0.0.1. Rejects when the port is taken. */
export async function listen(port: number, answer: (request: IncomingMessage) => Promise<Reply>): Promise<Listener> {
  const closing = new AbortController();
  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      // Whatever went wrong with one response must not end the process that runs the server.
      if (response.headersSent) response.destroy();
      else send(response, errorReply(500, messageOf(error), 'INTERNAL_SERVER_ERROR'));
    });
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = await answer(request);
    if (reply.refuseForMs !== undefined) response.setHeader('connection', 'close');
    send(response, reply);
    if (reply.refuseForMs !== undefined) await refuseConnections(reply.refuseForMs);
  }

  let refusals = 0;
  async function refuseConnections(ms: number): Promise<void> {
    refusals++;
    server.close(); // Closes idle connections at once, and others when their request has ended.
    try {
      await delay(ms, undefined, { signal: closing.signal });
    } catch {
      return; // The server is closed for good.
    }
    refusals--;
    if (refusals === 0) await bind(server, ownPort);
  }

  await bind(server, port);
  const ownPort = portOf(server);
  return {
    origin: `http://127.0.0.1:${ownPort}`,
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A running HTTP server. */
export interface Listener {
  readonly origin: string;
  /** Stops the server and cuts its connections. */
  close(): Promise<void>;
}

/** A response to send. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body: string | Uint8Array | null;
  /** Cuts the connection before the response, or in the middle of it. */
  readonly cut?: 'before' | 'within' | undefined;
  /** Accepts no connection for this many milliseconds after the response. */
  readonly refuseForMs?: number | undefined;
}

/** Makes a reply in the form of a GraphQL response that failed as a whole. */
export function errorReply(status: number, message: string, code: string): Reply {
  return jsonReply(status, { errors: [{ message, extensions: { code } }] });
}

export function jsonReply(status: number, body: unknown): Reply {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
}

/**
 * Reads a request body. `text` is undefined when it is larger than `limit` bytes. The body is always read to its end, so
 * that the connection can be reused.
 */
export async function readBody(
  request: IncomingMessage,
  limit: number,
): Promise<{ readonly text: string | undefined; readonly bytes: number }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= limit) chunks.push(chunk);
  }
  return { text: bytes <= limit ? Buffer.concat(chunks).toString('utf8') : undefined, bytes };
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server is not listening.');
  return address.port;
}

function send(response: ServerResponse, { status, headers, body, cut }: Reply): void {
  const { socket } = response;
  const text = Buffer.from(body ?? '');
  if (cut === 'before') {
    socket?.resetAndDestroy();
    return;
  }
  response.writeHead(status, { ...headers, 'content-length': text.length });
  if (cut === 'within') response.write(text.subarray(0, text.length / 2), () => socket?.destroy());
  else response.end(text);
}
