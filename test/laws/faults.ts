import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';

/** What stands in for a good answer. Those of `answersAnyTime` say nothing of whether the operation was carried out. */
export type BadAnswer =
  | {
      readonly kind: 'reset' | 'html' | 'empty' | 'half-json' | 'not-ok' | 'graphql-error' | 'no-content' | 'null-data';
    }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string | undefined }
  | { readonly kind: 'cut-length' | 'cut-chunks' | 'cut-gzip' | 'stalled-head' | 'stalled-body' }
  | { readonly kind: 'ok-missing' | 'field-missing' | 'errors-beside-data' }
  | { readonly kind: 'snapshot-id'; readonly id: 'null' | 'missing' | 'other' | 'object' };

/** A fault: what is answered, and whether the operation is carried out, before the answer or some time after it. */
export interface Fault {
  readonly on: 'list' | 'create' | 'update' | 'nodes' | 'commit';
  /** Which of those requests it strikes, from 1. */
  readonly nth: number;
  readonly answer: BadAnswer;
  readonly carriedOut: 'no' | 'before' | 'late';
  readonly lateMs: number;
}

/** Answers after which nobody can know whether the operation was carried out. */
const unclear = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      'reset',
      'html',
      'empty',
      'half-json',
      'no-content',
      'null-data',
      'cut-length',
      'cut-chunks',
      'cut-gzip',
      'stalled-head',
      'stalled-body',
      'ok-missing',
      'field-missing',
    ),
  }),
  fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom(500, 502, 503, 504) }),
) satisfies fc.Arbitrary<BadAnswer>;

/** Answers that say that the operation was carried out, and cannot be right otherwise. */
const afterwards = fc.oneof(
  fc.constant({ kind: 'errors-beside-data' as const }),
  fc.record({
    kind: fc.constant('snapshot-id' as const),
    id: fc.constantFrom('null' as const, 'missing' as const, 'missing' as const, 'other' as const, 'object' as const),
  }),
) satisfies fc.Arbitrary<BadAnswer>;

/** Answers that say that the operation was not carried out. */
const refusing = fc.oneof(
  fc.record({ kind: fc.constantFrom('not-ok' as const, 'graphql-error' as const) }),
  fc.record({
    kind: fc.constant('status' as const),
    status: fc.constantFrom(400, 401, 403, 404, 408, 409, 413, 425, 302, 307),
  }),
  fc.record({
    kind: fc.constant('status' as const),
    status: fc.constantFrom(429, 503),
    retryAfter: fc.constantFrom('0', '0.01', 'Wed, 21 Oct 2015 07:28:00 GMT', '86400'),
  }),
  fc.record({
    kind: fc.constant('status' as const),
    status: fc.constant(429),
    retryAfter: fc.constantFrom('soon', ''),
  }),
) satisfies fc.Arbitrary<BadAnswer>;

const where = {
  on: fc.constantFrom<Fault['on']>('list', 'create', 'update', 'nodes', 'nodes', 'nodes', 'commit', 'commit', 'commit'),
  nth: fc.constantFrom(1, 1, 1, 2, 2, 3, 4),
  lateMs: fc.integer({ min: 1, max: 160 }),
};

export const fault: fc.Arbitrary<Fault> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ ...where, answer: unclear, carriedOut: fc.constantFrom('no', 'before', 'late') }),
  },
  { weight: 3, arbitrary: fc.record({ ...where, answer: afterwards, carriedOut: fc.constant('before' as const) }) },
  { weight: 2, arbitrary: fc.record({ ...where, answer: refusing, carriedOut: fc.constant('no' as const) }) },
);

/** What is wrong with an answer, applied to the good one; `good` is absent where the operation was not carried out. */
export async function answerBadly(
  answer: BadAnswer,
  good: Record<string, unknown> | undefined,
  field: string,
  echo: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const json = (value: unknown): string => JSON.stringify(value);
  const whole = Buffer.from(json({ data: good ?? { [field]: { ok: true, integrationUid: 'uid-1', snapshotId: 1 } } }));
  const half = whole.subarray(0, Math.floor(whole.length / 2));
  const send = (status: number, body: string, headers: Record<string, string> = {}): void => {
    response
      .writeHead(status, { 'content-type': 'application/json', 'x-request-id': `r ${echo}`, ...headers })
      .end(body);
  };
  switch (answer.kind) {
    case 'reset':
      request.socket.resetAndDestroy();
      return;
    case 'status':
      send(answer.status, `went wrong for ${echo}`, {
        ...(answer.retryAfter !== undefined && { 'retry-after': answer.retryAfter }),
        ...(answer.status < 400 && { location: `http://127.0.0.1:1/${encodeURIComponent(echo)}` }),
      });
      return;
    case 'html':
      send(200, `<html>${echo}</html>`, { 'content-type': `text/html; of="${echo}"` });
      return;
    case 'empty':
      send(200, '');
      return;
    case 'no-content':
      response.writeHead(204).end();
      return;
    case 'half-json':
      send(200, half.toString());
      return;
    case 'null-data':
      send(200, json({ data: null }));
      return;
    case 'not-ok':
      send(200, json({ data: { [field]: { ok: false, integrations: null, integrationUid: null, snapshotId: null } } }));
      return;
    case 'graphql-error':
      send(200, json({ data: null, errors: [{ message: `no: ${echo}`, extensions: { [echo]: echo } }] }));
      return;
    case 'errors-beside-data':
      send(200, json({ data: good, errors: [{ message: `after it: ${echo}` }] }));
      return;
    case 'ok-missing':
      send(200, json({ data: { [field]: {} } }));
      return;
    case 'field-missing':
      send(200, json({ data: {} }));
      return;
    case 'snapshot-id': {
      const ids = { null: null, other: 4711, object: { toString: 1 }, missing: undefined };
      const parts = Object.entries(good ?? {}).map(([name, value]) => {
        const isSnapshot = typeof value === 'object' && value !== null && 'snapshotId' in value;
        return [name, isSnapshot ? { ...value, snapshotId: ids[answer.id] } : value];
      });
      send(200, json({ data: Object.fromEntries(parts) }));
      return;
    }
    case 'cut-length':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': whole.length });
      response.write(half, () => request.socket.destroy());
      return;
    case 'cut-chunks':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(half, () => request.socket.destroy());
      return;
    case 'cut-gzip': {
      const packed = gzipSync(whole);
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(packed.subarray(0, packed.length - 10));
      return;
    }
    case 'stalled-head':
      return;
    case 'stalled-body':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': whole.length });
      response.write(half);
      return;
  }
}

/** Good answers, in the forms in which servers and proxies send them. */
export type Framing = 'plain' | 'chunks' | 'gzip' | 'drip' | 'close';

export async function answerWell(
  data: Record<string, unknown>,
  framing: Framing,
  response: ServerResponse,
): Promise<void> {
  const text = JSON.stringify({ data, errors: framing === 'chunks' ? [] : undefined, extensions: { cost: 1 } });
  response.setHeader('content-type', 'application/json');
  switch (framing) {
    case 'plain':
      response.setHeader('content-length', Buffer.byteLength(text));
      response.end(text);
      return;
    case 'chunks':
      response.write(text.slice(0, 5));
      response.end(text.slice(5));
      return;
    case 'gzip':
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync(text));
      return;
    case 'drip':
      for (let at = 0; at < text.length && !response.destroyed; at += 40) {
        response.write(text.slice(at, at + 40));
        await delay(1);
      }
      response.end();
      return;
    case 'close':
      response.setHeader('connection', 'close');
      response.end(text);
      return;
  }
}
