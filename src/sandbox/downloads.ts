import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { Credentials } from '../transport/credentials.js';
import type { SandboxArtifact } from './bolt-runs.js';
import { applyFault, downloadFault, type Faults } from './faults.js';
import { errorReply, listen, type Reply } from './http.js';
import { refusalOf } from './local-only.js';

/**
 * Starts the server from which artifacts are downloaded: another one than the API, as with Paradime's client, which sends
 * it none of the API's headers. An address contains a signature, and is accepted with that alone. Without any artifact no
 * server is started.
 */
export async function startDownloads(
  isNeeded: boolean,
  faults: Faults,
  accepted: readonly Credentials[],
): Promise<Downloads> {
  const contents = new Map<string, SandboxArtifact>();
  const secrets = accepted.flatMap(({ apiKey, apiSecret, token }) => [apiKey, apiSecret, token]);
  let downloads = 0;
  let withCredentials = 0;

  async function answer(message: IncomingMessage): Promise<Reply> {
    const { url = '', headers, method } = message;
    downloads++;
    const sent = Object.values(headers).join('\n') + url;
    const isAuthorised = credentialHeaders.some((name) => headers[name] !== undefined);
    if (isAuthorised || secrets.some((secret) => secret && sent.includes(secret))) withCredentials++;
    const refusal = refusalOf(headers, Number(new URL(origin).port || 80));
    if (refusal !== undefined) return errorReply(403, refusal, 'FORBIDDEN');
    const effect = faults.pick(downloadFault, {});
    const process = (): Promise<Reply> => send(method, contents.get(url));
    return effect === undefined ? process() : applyFault(effect, [], process);
  }

  const { origin, close } = isNeeded ? await listen(0, answer) : { origin: '', close: async () => {} };
  return {
    addressOf: (content) => {
      const path = `/artifacts?signature=${randomUUID()}`;
      contents.set(path, content);
      return origin + path;
    },
    counts: { downloads: () => downloads, downloadsWithCredentials: () => withCredentials },
    close,
  };
}

interface Downloads {
  /** Makes a new address from which this can be downloaded. */
  readonly addressOf: (content: SandboxArtifact) => string;
  readonly counts: SandboxDownloads;
  readonly close: () => Promise<void>;
}

/** The requests that reached the addresses of artifacts. */
export interface SandboxDownloads {
  /** How many requests there were. */
  downloads(): number;
  /** How many of them carried a credential: a header of the API or a cookie, or a key, secret or token anywhere. */
  downloadsWithCredentials(): number;
}

const credentialHeaders = ['authorization', 'cookie', 'x-api-key', 'x-api-secret', 'x-paradime-workspace'];

async function send(method: string | undefined, content: SandboxArtifact | undefined): Promise<Reply> {
  if (content === undefined) return { status: 403, body: 'The signature is not valid.' };
  if (method !== 'GET') return { status: 405, headers: { allow: 'GET' }, body: null };
  const headers = { 'content-type': 'application/octet-stream' };
  return { status: 200, headers, body: typeof content === 'string' ? await readFile(content) : content };
}
