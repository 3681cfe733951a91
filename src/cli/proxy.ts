type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A `fetch` that goes through the proxy that HTTPS_PROXY (or HTTP_PROXY) names, except to the hosts in NO_PROXY; undefined
 * when none is named. Node's own `fetch` ignores these variables.
 */
export async function proxyFetch(env: Environment): Promise<typeof fetch | undefined> {
  const read = (name: string): string | undefined => env[name.toLowerCase()] || env[name] || undefined;
  const httpProxy = read('HTTP_PROXY');
  const httpsProxy = read('HTTPS_PROXY') ?? httpProxy;
  if (httpProxy === undefined && httpsProxy === undefined) return undefined;
  const undici = await import('undici');
  const dispatcher = new undici.EnvHttpProxyAgent({
    httpProxy: httpProxy ?? '',
    httpsProxy: httpsProxy ?? '',
    noProxy: read('NO_PROXY') ?? '',
  });
  // The declarations of Node's fetch and undici's differ, in what is not used here.
  return (input, init) => Reflect.apply(undici.fetch, undefined, [input, { ...init, dispatcher }]);
}
