import type { GraphQLFormattedError } from 'graphql';
import type { ParadimeError } from '../errors.js';
import { isRecord } from '../is-record.js';
import {
  AuthenticationError,
  GraphQLResponseError,
  HttpError,
  PermissionError,
  ProtocolError,
  RateLimitError,
  SchemaMismatchError,
} from './errors.js';
import type { Redact } from './redact.js';
import { reportsSchemaGap } from './validation-words.js';

/** An HTTP response: the whole body of a success, and of a failure as much as an error can use. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The parts of a request that its errors mention. */
export interface RequestFacts {
  readonly operationName: string;
  readonly origin: string;
  /** 1 for the first attempt. When it fails, the operation has been sent this many times. */
  readonly attemptNumber: number;
  readonly redact: Redact;
  /** A sentence for a 403, about the capability that the operation needs. Default: that of custom integrations. */
  readonly permissionHint?: string | undefined;
}

/** No answer of the library's own operations is nearly as large; a small compressed one may unfold to gigabytes. */
const usualMaxBytes = 6 * 1024 * 1024;
/** For what may be larger: pictures, and operations that are not the library's own. */
export const largeAnswerBytes = 64 * 1024 * 1024;
const failureReadLimit = 64 * 1024;
const snippetLength = 500;

/**
 * Reads the whole body of a success, and the body of a failure up to a limit. Throws a `ProtocolError` for a success of more
 * than 6 MiB.
 */
export async function readAnswer(
  response: Response,
  facts: RequestFacts,
  maxBytes: number = usualMaxBytes,
): Promise<Answer> {
  const { status, ok } = response;
  const headers = response.headers ?? new Headers(); // A `fetch` of the caller's own may leave them out.
  const limit = ok ? maxBytes : failureReadLimit;
  // When a failure breaks off, its status still says what failed.
  const { text, isWhole } = await readUpTo(response, limit, !ok);
  if (isWhole || !ok) return { status, headers, text };
  const { operationName, origin, attemptNumber: attempts, redact } = facts;
  throw new ProtocolError(`${origin} answered ${operationName} with more than ${maxBytes} bytes. No more were read.`, {
    operationName,
    status,
    requestId: requestIdOf(headers, redact),
    attempts,
  });
}

async function readUpTo(
  response: Response,
  limit: number,
  mayBreak: boolean,
): Promise<{ readonly text: string; readonly isWhole: boolean }> {
  if (!response.body) return { text: await response.text(), isWhole: true };
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let size = 0; size <= limit; ) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      if (mayBreak) return { done: true, value: undefined };
      throw error;
    });
    if (done || value === undefined) return { text: text + decoder.decode(), isWhole: true };
    size += value.byteLength;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return { text, isWhole: false };
}

/** Returns the `data` of a GraphQL response. Throws the matching error when the response is anything but a success. */
export function readData(answer: Answer, facts: RequestFacts): object {
  const payload = parseJson(answer.text);
  const errors = errorsOf(payload);
  const data = dataOf(payload);
  const isSuccess = answer.status >= 200 && answer.status < 300;
  if (isSuccess && errors === undefined && isRecord(data)) return data;
  throw errorOfAnswer(answer, facts, { isJson: payload !== undefined, errors, data });
}

/** A response's body, read as GraphQL. */
interface GraphQLBody {
  readonly isJson: boolean;
  readonly errors: readonly GraphQLFormattedError[] | undefined;
  readonly data: unknown;
}

function errorOfAnswer(answer: Answer, facts: RequestFacts, body: GraphQLBody): ParadimeError {
  const { status, headers, text } = answer;
  const { operationName, origin, redact, attemptNumber, permissionHint = adminHint } = facts;
  const errors = body.errors?.map((error) => ({ ...redactFields(error, redact), message: redact(error.message) }));
  const details = {
    operationName,
    status,
    requestId: requestIdOf(headers, redact),
    attempts: attemptNumber,
    bodySnippet: redact(text.slice(0, failureReadLimit)).slice(0, snippetLength),
    retryAfterMs: retryAfterMsOf(headers),
  };
  const saying = quoteServer(errors?.[0]?.message ?? details.bodySnippet);
  const graphql = errors && { ...details, errors, data: redactValue(body.data ?? null, redact) };
  const code = body.errors?.[0]?.extensions?.['code'];

  if (graphql && status < 300 && hasResult(body.data)) return graphqlError(graphql);
  if (status === 0 || (status >= 300 && status < 400)) {
    return new HttpError(
      `${origin} answered ${operationName} with a redirect (${status}${redirectTarget(headers, redact)}), which is not followed because the credentials would go with it. Set the endpoint to the final address.`,
      details,
    );
  }
  if (status === 401 || code === 'UNAUTHENTICATED') {
    return new AuthenticationError(
      `${origin} did not accept the credentials for ${operationName} (${status}).${saying} Check the API key and secret, or the token, that they belong to this endpoint, and that the key has not expired: keys can have a limited lifetime.`,
      details,
    );
  }
  if (status === 403 || code === 'FORBIDDEN') {
    return new PermissionError(
      `${origin} does not permit ${operationName} (${status}).${saying} ${permissionHint}`,
      details,
    );
  }
  if (status === 429) {
    return new RateLimitError(
      `${origin} is limiting the rate of requests (429 for ${operationName}).${saying} Wait, then try again.`,
      details,
    );
  }
  if (status === 413 || status >= 500) {
    return new HttpError(`${origin} answered ${operationName} with ${status}.${saying}`, details);
  }
  if (graphql && status !== 404) return errorOfDocument(graphql);
  if (status >= 400) {
    const hint = status === 404 ? ' Check the path of the endpoint: /api/v1/<company token>/graphql.' : '';
    return new HttpError(`${origin} answered ${operationName} with ${status}.${saying}${hint}`, details);
  }
  if (!body.isJson) {
    const what =
      text === ''
        ? 'an empty body'
        : `${redact(headers.get('content-type') ?? 'a body').slice(0, 100)} that is not JSON`;
    return new ProtocolError(
      `${origin} answered ${operationName} with ${what}.${saying} Check that the endpoint is a GraphQL server and that no proxy answers in its place.`,
      details,
    );
  }
  return new ProtocolError(`${origin} answered ${operationName} with JSON that has no \`data\`.${saying}`, details);
}

const adminHint =
  'The API key needs the "Custom Integrations Admin" capability, and the workspace needs the Enterprise pack.';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON. Whether that is the problem depends on the status.
  }
}

/** Copies a JSON value without secrets, for errors. A success is not redacted: it goes to the caller, not to a log. */
function redactValue(value: unknown, redact: Redact, depth = 0): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value === 'object' && value !== null && depth > mostDepth) return '[nested too deeply]';
  if (Array.isArray(value)) return value.map((element) => redactValue(element, redact, depth + 1));
  return isRecord(value) ? redactFields(value, redact, depth) : value;
}

/** Servers repeat what they were sent in names as well as in values. */
function redactFields(fields: object, redact: Redact, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [redact(name), redactValue(value, redact, depth + 1)]),
  );
}

/** An error shows no more of what a server sends, which may be nested more deeply than the stack is. */
const mostDepth = 50;

/** A mutation that failed leaves null in its field. A value there means that it ran and something after it failed. */
export function hasResult(data: unknown): boolean {
  return isRecord(data) && Object.values(data).some((field) => field !== null);
}

function dataOf(payload: unknown): unknown {
  return isRecord(payload) ? payload['data'] : undefined;
}

/** The errors of a GraphQL response; undefined when there are none. `errors: []` next to good data is a success. */
function errorsOf(payload: unknown): readonly GraphQLFormattedError[] | undefined {
  const errors = isRecord(payload) ? payload['errors'] : undefined;
  return Array.isArray(errors) && errors.length > 0 ? errors.map(toFormattedError) : undefined;
}

/** Not every server follows the specification: an error may lack a message or be a plain string, and is still of use. */
function toFormattedError(error: unknown): GraphQLFormattedError {
  if (!isRecord(error)) return { message: String(error) };
  const { message } = error;
  return { ...error, message: typeof message === 'string' ? message : JSON.stringify(redactValue(error, String)) };
}

type ErrorDetails = ConstructorParameters<typeof GraphQLResponseError>[1];

function errorOfDocument(details: ErrorDetails): GraphQLResponseError | SchemaMismatchError {
  const { errors } = details;
  if (!errors.some(({ message }) => reportsSchemaGap(message))) return graphqlError(details);
  return new SchemaMismatchError(
    `The server's schema differs from the one this client was generated from. The server says: ${quoteErrors(errors)} Run npx paradime-integrations schema diff to see all differences. Look for a newer version of paradime-integrations. If the document is your own, update the schema and run GraphQL Code Generator again.`,
    details,
  );
}

function graphqlError(details: ErrorDetails): GraphQLResponseError {
  const message = `The server answered ${details.operationName} with errors: ${quoteErrors(details.errors)}`;
  return new GraphQLResponseError(message, details);
}

/** The first messages, as a sentence. */
function quoteErrors(errors: readonly GraphQLFormattedError[]): string {
  const messages = errors.slice(0, 3).map(({ message }) => inOneLine(message.slice(0, snippetLength)));
  const all = messages.join(' | ') + (errors.length > 3 ? ` (and ${errors.length - 3} more)` : '');
  return /[.?!]$/.test(all) ? all : `${all}.`;
}

function quoteServer(words: string): string {
  const line = inOneLine(words);
  if (line === '') return '';
  return ` It says: "${line.length > 200 ? `${line.slice(0, 200)}…` : line}".`;
}

/** Without line breaks: some logs take the beginning of a line for a command, so a server must not be able to begin one. */
function inOneLine(words: string): string {
  return words.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '');
}

/** Shows only the origin that a redirect points to: the rest may hold the company's token, as the endpoint's path does. */
function redirectTarget(headers: Headers, redact: Redact): string {
  const location = headers.get('location') ?? '';
  return URL.canParse(location) ? ` to ${redact(new URL(location).origin)}` : '';
}

/** The server's own id for the request, for a support case. */
export function requestIdOf(headers: Headers, redact: Redact): string | undefined {
  const id = headers.get('x-request-id');
  return id === null ? undefined : redact(id).slice(0, 200);
}

/** Retry-After is a number of seconds or an HTTP date. */
function retryAfterMsOf(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const ms = /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? Math.ceil(Number(value) * 1000) : dateMs(value) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** An HTTP date begins with a day of the week. `Date.parse` would accept almost anything with a number in it. */
function dateMs(text: string): number {
  return /^\s*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text) ? Date.parse(text) : Number.NaN;
}
