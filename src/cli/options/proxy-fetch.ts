import type { EnvHttpProxyAgent } from 'undici';
import { UsageError } from '../terminal/failure.js';

/**
 * A `fetch` that reaches https endpoints through the proxy named by HTTPS_PROXY, except hosts in NO_PROXY. Undefined if no
 * proxy is named. Node's own `fetch` ignores these variables. An http endpoint is on this machine and is reached directly.
 * Throws a `UsageError` for an address that is not an HTTP proxy's.
 */
export async function proxyFetch(env: Environment): Promise<typeof fetch | undefined> {
  const httpsProxy = readVariable('HTTPS_PROXY', env);
  if (httpsProxy === undefined) return undefined;
  const undici = await import('undici'); // Only the few users behind a proxy need it.
  const dispatcher = createAgent(undici.EnvHttpProxyAgent, httpsProxy, readVariable('NO_PROXY', env) ?? '');
  return async (input, { body, headers, ...init } = {}) => {
    // The types of Node and undici differ in these two. The client sends neither.
    if (input instanceof Request || body instanceof FormData) {
      throw new TypeError('Only a URL and a body without form data can be sent through a proxy.');
    }
    const plainHeaders = Object.fromEntries(new Headers(headers));
    return await undici.fetch(input, { ...init, body: body ?? null, headers: plainHeaders, dispatcher });
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The password in the address of the proxy. */
export function proxySecrets(env: Environment): readonly string[] {
  const proxy = readVariable('HTTPS_PROXY', env) ?? '';
  const address = proxy.includes('://') ? proxy : `http://${proxy}`;
  return URL.canParse(address) ? [new URL(address).password] : [];
}

function createAgent(Agent: typeof EnvHttpProxyAgent, proxy: string, noProxy: string): EnvHttpProxyAgent {
  try {
    const httpsProxy = proxy.includes('://') ? proxy : `http://${proxy}`;
    if (/^https?:/i.test(httpsProxy)) return new Agent({ httpProxy: '', httpsProxy, noProxy });
  } catch {
    // The address is invalid. The message does not repeat it: it may contain a password.
  }
  throw new UsageError('HTTPS_PROXY must be the address of an HTTP proxy, such as http://host:port.');
}

function readVariable(name: string, env: Environment): string | undefined {
  return env[name.toLowerCase()] || env[name] || undefined;
}
