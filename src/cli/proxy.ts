import { UsageError } from './failure.js';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A `fetch` that goes through the proxy that HTTPS_PROXY (or HTTP_PROXY) names, except to the hosts in NO_PROXY; undefined
 * when none is named. Node's own `fetch` ignores these variables. Throws a `UsageError` for a proxy of another sort.
 */
export async function proxyFetch(env: Environment): Promise<typeof fetch | undefined> {
  const httpProxy = readProxy('HTTP_PROXY', env);
  const httpsProxy = readProxy('HTTPS_PROXY', env) ?? httpProxy;
  if (httpProxy === undefined && httpsProxy === undefined) return undefined;
  const undici = await import('undici');
  const dispatcher = new undici.EnvHttpProxyAgent({
    httpProxy: httpProxy ?? '',
    httpsProxy: httpsProxy ?? '',
    noProxy: readVariable('NO_PROXY', env) ?? '',
  });
  // The declarations of Node's fetch and undici's differ, in what is not used here.
  return (input, init) => Reflect.apply(undici.fetch, undefined, [input, { ...init, dispatcher }]);
}

function readVariable(name: string, env: Environment): string | undefined {
  return env[name.toLowerCase()] || env[name] || undefined;
}

function readProxy(name: string, env: Environment): string | undefined {
  const given = readVariable(name, env);
  if (given === undefined) return undefined;
  const address = given.includes('://') ? given : `http://${given}`;
  if (/^https?:/i.test(address) && URL.canParse(address)) return address;
  throw new UsageError(`${name} names no HTTP proxy. Give its address, such as http://host:port.`);
}
