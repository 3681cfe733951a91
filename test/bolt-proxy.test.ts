// The program downloads an artifact through HTTPS_PROXY, to which its address is a secret inside the tunnel.

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import { startSandbox } from 'paradime-integrations/sandbox';
import { expect, test, vi } from 'vitest';
import { run, variablesOf } from './support/program.js';
import { startApi } from './support/server.js';

vi.setConfig({ testTimeout: 60_000 });

const certFile = fileURLToPath(new URL('fixtures/tls/cert.pem', import.meta.url));
const path = 'target/manifest.json';

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port }: AddressInfo = JSON.parse(JSON.stringify(server.address()));
  return port;
}

test('an artifact on a host that only the proxy knows', async () => {
  const received: unknown[] = [];
  const key = readFileSync(new URL('fixtures/tls/key.pem', import.meta.url));
  const store = createTlsServer({ key, cert: readFileSync(certFile) }, ({ method, url, headers }, response) => {
    received.push({ method, url, headers });
    response.end('{"metadata":{}}');
  });
  const storePort = await listen(store);
  const tunnels: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    tunnels.push(request.url ?? '');
    const target = connect(storePort, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    for (const end of [socket, target]) end.on('error', () => {});
  });
  await using api = await startApi({
    listBoltRuns: { ok: true, runs: [{ id: 7 }] },
    boltRunStatus: { commands: [{ id: 3, returnCode: 0 }] },
    boltCommand: { resources: [{ id: 1, path }] },
    boltResourceUrl: { url: 'https://paradime.test/file?X-Amz-Signature=sig-4711' },
    listCustomIntegrations: { ok: true, integrations: [] },
  });
  const { stdout, stderr } = await run(['doctor', '--bolt', 'nightly', '--verbose'], {
    env: {
      ...variablesOf({ endpoint: api.endpoint, credentials: { apiKey: 'key-4712', apiSecret: 'secret-4712' } }),
      HTTPS_PROXY: `http://127.0.0.1:${await listen(proxy)}`,
      NODE_EXTRA_CA_CERTS: certFile,
    },
  });
  store.closeAllConnections();
  store.close();
  proxy.closeAllConnections();
  proxy.close();
  expect(stdout).toMatch(/^ok +bolt +target\/manifest\.json of run 7 of nightly can be downloaded$/m);
  expect(tunnels).toStrictEqual(['paradime.test:443']);
  expect(received).toMatchObject([{ method: 'GET', url: '/file?X-Amz-Signature=sig-4711' }]);
  expect(JSON.stringify(received)).not.toContain('4712');
  expect(stdout + stderr).not.toMatch(/sig-4711|X-Amz/);
});

test('an artifact on this machine is reached without a proxy', async () => {
  await using sandbox = await startSandbox({ bolt: { nightly: { [path]: new TextEncoder().encode('{}') } } });
  const env = { ...variablesOf(sandbox), HTTPS_PROXY: 'http://127.0.0.1:9' };
  const { code, stdout } = await run(['doctor', '--bolt', 'nightly'], { env });
  expect([code, stdout]).toStrictEqual([0, expect.stringContaining('can be downloaded')]);
});
