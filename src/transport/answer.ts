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

/** An HTTP answer, read to its end, or of a failure as much as an error can use. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What an error says of the request that was answered. */
export interface RequestFacts {
  readonly operationName: string;
  readonly origin: string;
  readonly attempts: number;
  readonly redact: Redact;
}

const failureReadLimit = 64 * 1024;
const snippetLength = 500;

/** Reads a response: whole when it is a success, up to a limit when it is not. */
export async function readAnswer(response: Response): Promise<Answer> {
  const { status, headers } = response;
  return { status, headers, text: response.ok ? await response.text() : await readUpTo(response, failureReadLimit) };
}

async function readUpTo(response: Response, limit: number): Promise<string> {
  if (response.body === null) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let size = 0; size < limit; ) {
    // A failure that breaks off is still the failure that its status tells.
    const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
    if (done || value === undefined) return text + decoder.decode();
    size += value.byteLength;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text;
}

/** The `data` of a GraphQL answer. Throws the error that fits when the answer is anything but a success. */
export function readData(answer: Answer, facts: RequestFacts): object {
  const payload = parseJson(answer.text);
  const errors = errorsOf(payload);
  const data = dataOf(payload);
  const isSuccess = answer.status >= 200 && answer.status < 300;
  if (isSuccess && errors === undefined && isRecord(data)) return data;
  throw failureOf(answer, facts, payload, errors, data);
}

function failureOf(
  { status, headers, text }: Answer,
  { operationName, origin, redact, attempts }: RequestFacts,
  payload: unknown,
  sent: readonly GraphQLFormattedError[] | undefined,
  data: unknown,
): ParadimeError {
  const errors = sent?.map((error) => redactStrings(error, redact));
  const details = {
    operationName,
    status,
    requestId: requestIdOf(headers, redact),
    attempts,
    bodySnippet: redact(text.slice(0, failureReadLimit)).slice(0, snippetLength),
    retryAfterMs: retryAfterMsOf(headers),
  };
  const saying = quoteServer(errors?.[0]?.message ?? details.bodySnippet);
  const graphql = errors && { ...details, errors, data: redactStrings(data, redact) };
  const code = sent?.[0]?.extensions?.['code'];

  if (graphql && status < 300 && hasResult(data)) return graphqlError(graphql);
  if (status === 0 || (status >= 300 && status < 400)) {
    return new HttpError(
      `${origin} answered ${operationName} with a redirect (${status}${redirectTarget(headers, redact)}), which is not followed: it would carry the credentials elsewhere. Set the endpoint to the final address.`,
      details,
    );
  }
  if (status === 401 || code === 'UNAUTHENTICATED') {
    return new AuthenticationError(
      `${origin} did not accept the credentials for ${operationName} (${status}).${saying} Check the API key and secret, or the token, and that they belong to this endpoint.`,
      details,
    );
  }
  if (status === 403 || code === 'FORBIDDEN') {
    return new PermissionError(
      `${origin} does not permit ${operationName} (${status}).${saying} The API key needs the "Custom Integrations Admin" capability, and the workspace the Enterprise pack.`,
      details,
    );
  }
  if (status === 429) {
    return new RateLimitError(`${origin} asks for fewer requests (429 for ${operationName}).${saying}`, details);
  }
  if (status === 413 || status >= 500) {
    return new HttpError(`${origin} answered ${operationName} with ${status}.${saying}`, details);
  }
  if (graphql && status !== 404) return errorOfDocument(graphql);
  if (status >= 400) {
    const hint = status === 404 ? ' Check the path of the endpoint: /api/v1/<company token>/graphql.' : '';
    return new HttpError(`${origin} answered ${operationName} with ${status}.${saying}${hint}`, details);
  }
  if (payload === undefined) {
    const what = text === '' ? 'an empty body' : `${headers.get('content-type') ?? 'a body'} that is not JSON`;
    return new ProtocolError(
      `${origin} answered ${operationName} with ${what}.${saying} Check that the endpoint is a GraphQL server and that no proxy stands in for it.`,
      details,
    );
  }
  return new ProtocolError(`${origin} answered ${operationName} with JSON that has no data.${saying}`, details);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON: what that means depends on the status.
  }
}

/** A copy without secrets, for errors. A success is returned as it is: it goes to the caller, not to a log. */
function redactStrings<Value>(value: Value, redact: Redact): Value {
  return JSON.parse(JSON.stringify(value ?? null), (_key, part: unknown) =>
    typeof part === 'string' ? redact(part) : part,
  );
}

/** A mutation that failed leaves null in its field; a value there means that it ran, and something after it failed. */
export function hasResult(data: unknown): boolean {
  return isRecord(data) && Object.values(data).some((field) => field !== null);
}

function dataOf(payload: unknown): unknown {
  return isRecord(payload) ? payload['data'] : undefined;
}

/** The errors of a GraphQL answer; undefined where there are none. `errors: []` beside good data is a success. */
function errorsOf(payload: unknown): readonly GraphQLFormattedError[] | undefined {
  const errors = isRecord(payload) ? payload['errors'] : undefined;
  return Array.isArray(errors) && errors.length > 0 ? errors.map(toFormattedError) : undefined;
}

/** Not every server keeps to the specification: an error without a message, or one that is a plain text, still tells something. */
function toFormattedError(error: unknown): GraphQLFormattedError {
  if (!isRecord(error)) return { message: String(error) };
  return { ...error, message: typeof error['message'] === 'string' ? error['message'] : JSON.stringify(error) };
}

/** What the validation rules of GraphQL servers say about names they do not know. */
const unknownName =
  /Cannot query field|Unknown (?:argument|type|field|directive)|is not defined by type|in position expecting type|is required, but it was not provided/;

type ErrorDetails = ConstructorParameters<typeof GraphQLResponseError>[1];

function errorOfDocument(details: ErrorDetails): GraphQLResponseError | SchemaMismatchError {
  const { errors } = details;
  if (!errors.some(({ message }) => unknownName.test(message))) return graphqlError(details);
  return new SchemaMismatchError(
    `The server's schema differs from the one this client was generated from. It says: ${quoteErrors(errors)} Run npx paradime-integrations schema diff to see all differences. Look for a newer version of paradime-integrations; for documents of your own, bring the schema up to date and run GraphQL Code Generator again.`,
    details,
  );
}

function graphqlError(details: ErrorDetails): GraphQLResponseError {
  const message = `The server answered ${details.operationName} with errors: ${quoteErrors(details.errors)}`;
  return new GraphQLResponseError(message, details);
}

/** As a sentence. */
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

/** As a part of a sentence. A log takes what begins a line for a command, so a server must not begin one. */
function inOneLine(words: string): string {
  return words.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '');
}

/** Of the place a redirect points to the origin only: the rest may hold what the endpoint's path holds. */
function redirectTarget(headers: Headers, redact: Redact): string {
  const location = headers.get('location') ?? '';
  return URL.canParse(location) ? ` to ${redact(new URL(location).origin)}` : '';
}

/** The server's own id of a request, for a support case. */
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

/** Without a letter it is no HTTP date: `Date.parse` takes almost any number for one. */
function dateMs(text: string): number {
  return /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
}
