import type { EnvHttpProxyAgent } from 'undici';
import { UsageError } from '../terminal/failure.js';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A `fetch` that reaches https endpoints through the proxy that HTTPS_PROXY names, except hosts in NO_PROXY; undefined when
 * none is named. Node's own `fetch` ignores these variables. An http endpoint is one of this machine, and reached as it
 * is. Throws a `UsageError` for a proxy that cannot be used.
 */
export async function proxyFetch(env: Environment): Promise<typeof fetch | undefined> {
  const httpsProxy = readVariable('HTTPS_PROXY', env);
  if (httpsProxy === undefined) return undefined;
  const undici = await import('undici');
  const dispatcher = createAgent(undici.EnvHttpProxyAgent, httpsProxy, readVariable('NO_PROXY', env) ?? '');
  // The declarations of Node's fetch and undici's differ, in what is not used here.
  return (input, init) => Reflect.apply(undici.fetch, undefined, [input, { ...init, dispatcher }]);
}

function createAgent(Agent: typeof EnvHttpProxyAgent, proxy: string, noProxy: string): EnvHttpProxyAgent {
  try {
    const httpsProxy = proxy.includes('://') ? proxy : `http://${proxy}`;
    if (/^https?:/i.test(httpsProxy)) return new Agent({ httpProxy: '', httpsProxy, noProxy });
  } catch {
    // An address that cannot be read. What is wrong with it is not told: it may hold a password.
  }
  throw new UsageError('HTTPS_PROXY names no HTTP proxy. Give its address, such as http://host:port.');
}

function readVariable(name: string, env: Environment): string | undefined {
  return env[name.toLowerCase()] || env[name] || undefined;
}
