// HTTPS_PROXY and NO_PROXY: the program reaches https endpoints through a proxy that tunnels, and others directly.

import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import { startSandbox } from 'paradime-integrations/sandbox';
import { expect, test, vi } from 'vitest';
import { run, start, variablesOf } from './support/program.js';

vi.setConfig({ testTimeout: 60_000 });

// A key and its certificate for paradime.test and 127.0.0.1, made for these tests only.
const key = readFileSync(new URL('fixtures/tls/key.pem', import.meta.url));
const certFile = fileURLToPath(new URL('fixtures/tls/cert.pem', import.meta.url));

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port }: AddressInfo = JSON.parse(JSON.stringify(server.address()));
  return port;
}

interface Setting {
  /** The variables of a client, for this host instead of the sandbox's own. */
  readonly env: (host: string) => Record<string, string>;
  readonly tlsPort: number;
  readonly proxyPort: number;
  /** The hosts that the proxy was asked to connect to. */
  readonly tunnels: string[];
}

/** Starts a sandbox behind TLS, and a proxy that leads to it whatever host is asked for. */
async function withProxy(use: (setting: Setting) => Promise<void>, refuse = false): Promise<void> {
  await using sandbox = await startSandbox();
  const read = async (message: IncomingMessage): Promise<string> => {
    let text = '';
    for await (const chunk of message) text += chunk;
    return text;
  };
  const tls = createTlsServer({ key, cert: readFileSync(certFile) }, async (request, response) => {
    const headers = { ...request.headers, 'content-length': undefined, host: undefined, connection: undefined };
    const answer = await fetch(new URL(request.url ?? '', sandbox.url), {
      method: 'POST',
      body: await read(request),
      headers: JSON.parse(JSON.stringify(headers)),
    });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  });
  const tlsPort = await listen(tls);
  const tunnels: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    tunnels.push(request.url ?? '');
    if (refuse) return socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    const [host, port] = (request.url ?? '').split(':');
    const target = connect(host === '127.0.0.1' ? Number(port) : tlsPort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    for (const end of [socket, target]) end.on('error', () => {});
    return undefined;
  });
  const proxyPort = await listen(proxy);
  const env = (host: string) => ({
    ...variablesOf(sandbox),
    PARADIME_API_ENDPOINT: `https://${host}${new URL(sandbox.endpoint).pathname}`,
    NODE_EXTRA_CA_CERTS: certFile,
  });
  try {
    await use({ env, tlsPort, proxyPort, tunnels });
  } finally {
    proxy.closeAllConnections();
    proxy.close();
    tls.closeAllConnections();
    tls.close();
  }
}

test.each(['HTTPS_PROXY', 'https_proxy'])('%s: to a host that only the proxy knows', async (variable) => {
  await withProxy(async ({ env, proxyPort, tunnels }) => {
    const proxied = await run(['list'], {
      env: { ...env('paradime.test'), [variable]: `http://127.0.0.1:${proxyPort}` },
    });
    expect(proxied).toStrictEqual({
      code: 0,
      stdout: '',
      stderr: 'to https://paradime.test (from the environment)\nNo integration is registered.\n',
    });
    expect(tunnels).toStrictEqual(['paradime.test:443']);
  });
});

test('NO_PROXY: to the host itself', async () => {
  await withProxy(async ({ env, tlsPort, proxyPort, tunnels }) => {
    const host = `127.0.0.1:${tlsPort}`;
    const proxied = { ...env(host), HTTPS_PROXY: `http://127.0.0.1:${proxyPort}` };
    expect((await run(['list'], { env: { ...proxied, NO_PROXY: 'example.com' } })).code).toBe(0);
    expect(tunnels).toStrictEqual([host]);
    expect((await run(['list'], { env: { ...proxied, NO_PROXY: 'example.com,127.0.0.1' } })).code).toBe(0);
    expect(tunnels).toStrictEqual([host]);
  });
});

test('a proxy that refuses, and one that does not run: the error says so, and shows no secret', async () => {
  await withProxy(async ({ env, proxyPort }) => {
    const variables = { ...env('paradime.test'), PARADIME_API_SECRET: 'hunter2' };
    const refused = await run(['list', '--verbose'], {
      env: { ...variables, HTTPS_PROXY: `http://user:pass-word@127.0.0.1:${proxyPort}` },
    });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/error: .*Proxy response \(407\)/);
    expect(refused.stderr).not.toMatch(/hunter2|sandbox-company|pass-word/);
    const absent = await run(['list'], { env: { ...variables, HTTPS_PROXY: 'http://127.0.0.1:9' } });
    expect([absent.code, absent.stderr]).toStrictEqual([1, expect.stringMatching(/error: .*ECONNREFUSED/)]);
  }, true);
});

test('a proxy that never answers does not keep the process alive', async () => {
  await using sandbox = await startSandbox();
  const proxy = createServer();
  proxy.on('connect', (_request, socket) => socket.on('error', () => {}));
  const env = {
    ...variablesOf(sandbox),
    PARADIME_API_ENDPOINT: 'https://paradime.test/api/v1/x/graphql',
    HTTPS_PROXY: `http://127.0.0.1:${await listen(proxy)}`,
  };
  const list = start(['list', '--timeout', '30', '--verbose'], { env });
  await list.until(/request-start/);
  list.child.kill('SIGINT');
  expect(await list.ended).toMatchObject({ code: 130 });
  expect((await run(['list', '--timeout', '0.2'], { env })).code).toBe(1);
  proxy.closeAllConnections();
  proxy.close();
});

test('the sandbox, and any http endpoint on this machine, is reached without a proxy', async () => {
  await using sandbox = await startSandbox();
  const env = { ...variablesOf(sandbox), HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9' };
  expect((await run(['list'], { env })).code).toBe(0);
});

test('a proxy that is not an HTTP proxy is wrong usage', async () => {
  const env = { PARADIME_API_ENDPOINT: 'https://paradime.test/x', PARADIME_API_TOKEN: 'prdm_wsp_x' };
  for (const proxy of ['socks5://user:pass-word@nowhere', 'http://us%er:p%%pass-word@host:1']) {
    const { code, stderr } = await run(['list'], { env: { ...env, HTTPS_PROXY: proxy } });
    expect([code, stderr]).toStrictEqual([2, expect.stringMatching(/^error: HTTPS_PROXY .*http:\/\/host:port/)]);
    expect(stderr).not.toContain('pass-word');
  }
});
