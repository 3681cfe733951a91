import type { IncomingMessage, ServerResponse } from 'node:http';

/** What is sent back. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body: string | null;
}

/** Reads a request's body; undefined when it is larger than `limit` bytes. It is read to its end either way, so that the connection can be used again. */
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

export function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body ?? '') });
  response.end(body);
}

/** A reply in the form of a GraphQL answer that failed as a whole. */
export function errorReply(status: number, message: string, code: string): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ errors: [{ message, extensions: { code } }] }),
  };
}
