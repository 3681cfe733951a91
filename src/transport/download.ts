import { ParadimeError } from '../errors.js';
import type { AttemptSettings } from './attempt.js';
import { wait, withDeadline } from './deadline.js';
import { endpointSecrets, isLoopback } from './endpoint.js';
import { HttpError, NetworkError, ProtocolError, RateLimitError, TimeoutError } from './errors.js';
import { describeNetworkFailure } from './network-failure.js';
import { createRedact, type Redact } from './redact.js';
import { delayAfter, mayRetry, type RetryPolicy } from './retry.js';

/** A file to download. */
export interface DownloadRequest {
  /** Its address, which is a secret: whoever has it can download the file. */
  readonly address: unknown;
  /** Its name in errors. */
  readonly file: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Downloads a file by a plain GET, without credentials or any other header of the API. Follows redirects to https and to
 * this machine only. The time limit applies to the beginning of the answer, and then to each part of it. Neither the
 * response nor an error holds the address.
 */
export async function download(
  request: DownloadRequest,
  settings: DownloadSettings,
  redact: Redact,
): Promise<Response> {
  const { address, file, signal } = request;
  const url = parseAddress(address);
  if (url === undefined) {
    throw new ProtocolError(`The server's answer must be an https address from which ${file} can be downloaded.`, {
      operationName: 'boltResourceUrl',
      attempts: 1,
    });
  }
  for (let attempts = 1; ; attempts++) {
    try {
      return await openOnce(url, { ...request, ...settings, attempts, redact });
    } catch (error) {
      const delayMs = delayAfter(error, attempts, settings.retry);
      const isLast = signal?.aborted || attempts >= settings.retry.maxAttempts;
      if (isLast || delayMs === undefined || !mayRetry(error, true)) throw error;
      await wait(delayMs, signal);
    }
  }
}

type DownloadSettings = Pick<AttemptSettings, 'fetch' | 'timeoutMs'> & { readonly retry: RetryPolicy };

type Download = DownloadRequest & DownloadSettings & { readonly attempts: number; readonly redact: Redact };

const mostRedirects = 5;

async function openOnce(first: URL, given: Download): Promise<Response> {
  const { file, fetch, attempts } = given;
  let url = first;
  for (let redirects = 0; ; redirects++) {
    const { origin } = url;
    const step = { ...given, origin, redact: (text: string) => given.redact(redactUrl(url, text)) };
    const response = await guard(step, 0, (signal) => fetch(url, { redirect: 'manual', signal }));
    const { status, ok } = response;
    if (ok) return readable(response, step);
    response.body?.cancel().catch(() => {}); // Its connection may be broken already.
    const location = response.headers.get('location');
    const details = { status, attempts };
    if (status < 300 || status > 399 || location === null) throw failureOf(status, file, origin, details);
    const next = parseAddress(location, url);
    if (next === undefined || redirects === mostRedirects) {
      const why = next ? 'too often' : 'to an address that is not https';
      throw new HttpError(`${origin} redirects the download of ${file} ${why}.`, details);
    }
    url = next;
  }
}

/** Parses an address to which a request may be sent. Undefined for any other. */
function parseAddress(address: unknown, base?: URL): URL | undefined {
  if (typeof address !== 'string' || !URL.canParse(address, base?.href)) return undefined;
  const url = new URL(address, base);
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  return isSafe && url.username + url.password === '' ? url : undefined;
}

function redactUrl(url: URL, text: string): string {
  return createRedact([url.href, ...endpointSecrets(url)])(text);
}

function failureOf(
  status: number,
  file: string,
  origin: string,
  details: { readonly status: number; readonly attempts: number },
): ParadimeError {
  const what = `${origin} answered the download of ${file} with ${status}.`;
  if (status === 429) return new RateLimitError(`${what} Wait, then try again.`, details);
  const hint = status < 500 ? ' The address may have expired: call open() again, which asks for a new one.' : '';
  return new HttpError(what + hint, details);
}

type Step = Download & { readonly origin: string };

/** Runs a part of the download within the time limit, and explains its failure. `bytes`: how many have arrived. */
async function guard<Result>(
  { file, origin, attempts, timeoutMs, signal, redact }: Step,
  bytes: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const error = (): TimeoutError =>
    new TimeoutError(`${origin} sent nothing of ${file} for ${timeoutMs} ms. Raise \`timeoutMs\` if it needs longer.`, {
      attempts,
      timeoutMs,
    });
  try {
    return await withDeadline({ signal, timeout: { ms: timeoutMs, error } }, work);
  } catch (thrown) {
    if (thrown instanceof ParadimeError || signal?.aborted) throw thrown;
    const { cause, why, isUnsent } = describeNetworkFailure(thrown, redact);
    throw new NetworkError(
      isUnsent
        ? `Could not connect to ${origin} to download ${file}: ${why}. Check the network and any proxy.`
        : `The download of ${file} from ${origin} broke after ${bytes} bytes: ${why}. Call open() again.`,
      { attempts, cause, isUnsent },
    );
  }
}

/** The response with a body whose failures are explained. A `Response` made here does not hold the address. */
function readable({ body, headers }: Response, step: Step): Response {
  const reader = body?.getReader();
  let bytes = 0;
  const guarded =
    reader &&
    new ReadableStream<Uint8Array>({
      async pull(controller) {
        try {
          const { done, value } = await guard(step, bytes, () => reader.read());
          if (done) return controller.close();
          bytes += value.byteLength;
          controller.enqueue(value);
        } catch (error) {
          reader.cancel().catch(() => {}); // It has failed, which is being reported.
          throw error;
        }
      },
      cancel: (reason) => reader.cancel(reason),
    });
  const type = headers.get('content-type');
  return new Response(guarded ?? null, type === null ? {} : { headers: { 'content-type': type } });
}
