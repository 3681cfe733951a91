// Downloading an artifact: its address is signed and given by the server, so nothing of ours may go there, and it may show nowhere.

import { inspect } from 'node:util';
import { HttpError, Paradime, type ParadimeEvent, type ParadimeOptions } from 'paradime-integrations';
import { readDbtProject } from 'paradime-integrations/dbt';
import { startSandbox } from 'paradime-integrations/sandbox';
import { afterEach, describe, expect, test } from 'vitest';
import { manifest, model } from './support/dbt.js';
import { startServer, type TestServer } from './support/server.js';

const path = 'target/manifest.json';
const body = JSON.stringify(manifest([model('orders')]));
const credentials = { apiKey: 'key-4711', apiSecret: 'secret-4711', workspaceUid: 'ws-4711' };
const signed = /sig-4711|X-Amz|bucket-part/i;
const ours = /4711(?!-file)/;
const retry = { maxAttempts: 3, initialDelayMs: 1, maxDelayMs: 2 };

type Answer = Parameters<typeof startServer>[0];
const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server[Symbol.asyncDispose]();
});

async function serve(answer: Answer): Promise<TestServer> {
  const server = await startServer(answer);
  servers.push(server);
  return server;
}

const signature = 'bucket-part/file?X-Amz-Signature=sig-4711-file';

/** A Paradime whose artifact lies at the address, and everything that it reports. */
async function paradimeWith(address: string, options: Partial<ParadimeOptions> = {}) {
  const events: ParadimeEvent[] = [];
  const api = await serve(({ body: text }, response) => {
    const data = {
      listBoltRuns: { ok: true, runs: [{ id: 7 }] },
      boltRunStatus: { commands: [{ id: 3, returnCode: 0 }] },
      boltCommand: { resources: [{ id: 1, path }] },
      boltResourceUrl: { url: address },
    };
    const [field] = Object.entries(data).filter(([name]) => text.includes(`${name}(`));
    response.end(JSON.stringify({ data: Object.fromEntries(field ? [field] : []) }));
  });
  const paradime = new Paradime({
    endpoint: api.endpoint,
    credentials,
    retry,
    onEvent: (event) => events.push(event),
    ...options,
  });
  return { api, events, artifact: await paradime.bolt.latestArtifact('nightly') };
}

async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => expect.unreachable(),
    (reason: unknown) => reason,
  );
}

const printed = (value: unknown): string =>
  inspect(value, { depth: 20, showHidden: true }) + JSON.stringify(value) + String(value);

test('a plain GET without any header of ours, and without the address in the response', async () => {
  const store = await serve((_, response) => void response.end(body));
  const { artifact, api } = await paradimeWith(`${store.origin}/${signature}`);
  const response = await artifact.open();
  expect([response.ok, response.url]).toStrictEqual([true, '']);
  expect((await readDbtProject(response)).relations).toHaveLength(1);
  const [{ method, url, headers, body: sent } = expect.unreachable()] = store.received;
  expect([method, url, sent]).toStrictEqual(['GET', `/${signature}`, '']);
  expect(JSON.stringify(headers)).not.toMatch(ours);
  expect(Object.keys(headers)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/authorization|x-api|x-paradime|content-type|cookie/)]),
  );
  await (await artifact.open()).text();
  expect(
    api.received
      .filter(({ body: text }) => text.includes('boltResourceUrl('))
      .map(({ body: text }) => JSON.parse(text).variables),
  ).toStrictEqual([{ resourceId: 1 }, { resourceId: 1 }]);
});

test('the fetch of the client is used, so that a proxy applies', async () => {
  const asked: string[] = [];
  const store = await serve((_, response) => void response.end(body));
  const { artifact } = await paradimeWith(`https://store.example/${signature}`, {
    fetch: async (input, init) => {
      asked.push(new URL(String(input)).origin);
      if (!String(input).startsWith('https://store.example/')) return await fetch(input, init);
      expect(init?.headers).toBeUndefined();
      expect(init?.redirect).toBe('manual');
      return await fetch(store.origin);
    },
  });
  expect(await (await artifact.open()).text()).toBe(body);
  expect(asked).toContain('https://store.example');
});

describe('redirects', () => {
  test('to another host are followed, without any header of ours', async () => {
    const store = await serve((_, response) => void response.end(body));
    const first = await serve((_, response) => {
      response.writeHead(302, { location: `${store.origin}/${signature}`, 'set-cookie': 'a=b' }).end();
    });
    const { artifact } = await paradimeWith(`${first.origin}/${signature}`);
    expect(await (await artifact.open()).text()).toBe(body);
    for (const { headers } of [...first.received, ...store.received]) {
      expect(JSON.stringify(headers)).not.toMatch(ours);
      expect(headers.cookie).toBeUndefined();
    }
  });

  test.each([
    ['http://store.example/x?X-Amz-Signature=sig-4711', /redirects .* not https/],
    ['ftp://store.example/x', /redirects .* not https/],
    ['https://user:sig-4711@store.example/x', /redirects .* not https/],
    ['http://%', /redirects .* not https/],
  ])('to %s are refused', async (location, message) => {
    const store = await serve((_, response) => void response.writeHead(302, { location }).end());
    const { artifact, events } = await paradimeWith(`${store.origin}/${signature}`);
    const error = await errorOf(artifact.open());
    expect(String(error)).toMatch(message);
    expect(printed([error, events])).not.toMatch(signed);
    expect(store.received).toHaveLength(1);
  });

  test('that never end are given up', async () => {
    const store = await serve(({ url = '' }, response) => void response.writeHead(302, { location: url }).end());
    const { artifact } = await paradimeWith(`${store.origin}/${signature}`);
    const error = await errorOf(artifact.open());
    expect(String(error)).toMatch(/redirects .* too often/);
    expect(printed(error)).not.toMatch(signed);
    expect(store.received.length).toBeLessThan(10);
  });
});

test.each(['http://store.example/a?X-Amz-Signature=sig-4711', 'file:///bucket-part', 'nothing', '', null, 5])(
  'an address that is not https: %j',
  async (address) => {
    const { artifact, events } = await paradimeWith(address as string);
    const error = await errorOf(artifact.open());
    expect(error).toMatchObject({ code: 'PROTOCOL' });
    expect(String(error)).toMatch(/must be an https address/);
    expect(printed([error, events])).not.toMatch(signed);
  },
);

describe('failures', () => {
  test('an address that has expired: open() has to be called again', async () => {
    const store = await serve((_, response) => {
      response.writeHead(403).end('<Error><StringToSign>sig-4711 bucket-part</StringToSign></Error>');
    });
    const { artifact, events } = await paradimeWith(`${store.origin}/${signature}`);
    const error = await errorOf(artifact.open());
    expect(error).toBeInstanceOf(HttpError);
    expect(error).toMatchObject({ status: 403, attempts: 1 });
    expect(String(error)).toContain('The address may have expired: call open() again, which asks for a new one.');
    expect(printed([error, events])).not.toMatch(signed);
    expect(store.received).toHaveLength(1);
  });

  test('a failure that may pass is tried again, and one that does not pass is the error', async () => {
    let calls = 0;
    const store = await serve((_, response) => {
      calls++;
      if (calls < 3) response.writeHead(503).end(signature);
      else response.end(body);
    });
    const { artifact } = await paradimeWith(`${store.origin}/${signature}`);
    expect(await (await artifact.open()).text()).toBe(body);
    calls = -10;
    const error = await errorOf(artifact.open());
    expect(error).toMatchObject({ code: 'HTTP', status: 503, attempts: 3 });
    expect(printed(error)).not.toMatch(signed);
  });

  test('no connection', async () => {
    const store = await startServer(() => {});
    await store[Symbol.asyncDispose]();
    const { artifact, events } = await paradimeWith(`${store.origin}/${signature}`);
    const error = await errorOf(artifact.open());
    expect(error).toMatchObject({ code: 'NETWORK', attempts: 3, isUnsent: true });
    expect(String(error)).toContain(`Could not connect to ${store.origin} to download target/manifest.json`);
    expect(printed([error, events])).not.toMatch(signed);
  });

  test('an error of fetch that repeats the address', async () => {
    const { artifact, events } = await paradimeWith(`https://store.example/${signature}`, {
      fetch: async (input, init) => {
        if (!String(input).startsWith('https://store.example/')) return await fetch(input, init);
        throw new TypeError(`cannot fetch ${input} (${encodeURIComponent(String(input))})`, { cause: String(input) });
      },
    });
    const error = await errorOf(artifact.open());
    expect(String(error)).toContain('broke after 0 bytes: [redacted]. Call open() again');
    expect(printed([error, events])).not.toMatch(signed);
  });

  test('a download that breaks half way: reading it says so', async () => {
    const store = await serve((_, response) => {
      response.writeHead(200, { 'content-length': body.length });
      response.write(body.slice(0, 100), () => response.socket?.destroy());
    });
    const { artifact } = await paradimeWith(`${store.origin}/${signature}`);
    for (const read of [
      async () => (await artifact.open()).text(),
      async () => readDbtProject(await artifact.open()),
    ]) {
      const error = await errorOf(read());
      expect(error).toMatchObject({ code: 'NETWORK' });
      expect(String(error)).toMatch(
        /The download of target\/manifest\.json from http:\S+ broke after 100 bytes: .*call open\(\) again/i,
      );
      expect(printed(error)).not.toMatch(signed);
    }
  });

  test('a download that stalls, before its first byte and after it', async () => {
    for (const first of ['', '{"metadata":']) {
      const store = await serve((_, response) => {
        if (first !== '') response.writeHead(200).write(first);
      });
      const { artifact } = await paradimeWith(`${store.origin}/${signature}`, { timeoutMs: 100 });
      const error = await errorOf(artifact.open().then((response) => response.text()));
      expect(error).toMatchObject({ code: 'TIMEOUT', timeoutMs: 100 });
      expect(printed(error)).not.toMatch(signed);
    }
  });

  test('aborting, before and while it is read', async () => {
    const store = await serve((_, response) => void response.writeHead(200).write('{'));
    const { artifact } = await paradimeWith(`${store.origin}/${signature}`);
    await expect(artifact.open({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
    const controller = new AbortController();
    const response = await artifact.open({ signal: controller.signal });
    const reading = response.text();
    controller.abort(new Error('stop reading'));
    await expect(reading).rejects.toThrow('stop reading');
  });

  test('a page of HTML is caught by readDbtProject, and an empty file too', async () => {
    for (const text of ['<html>Sign in</html>', '']) {
      const store = await serve((_, response) => void response.end(text));
      const { artifact } = await paradimeWith(`${store.origin}/${signature}`);
      await expect(readDbtProject(await artifact.open())).rejects.toMatchObject({ code: 'INVALID_FILE' });
    }
  });

  test('an answer that repeats the address next to an error', async () => {
    const address = `https://store.example/${signature}`;
    for (const [status, answer] of [
      [500, JSON.stringify({ data: { boltResourceUrl: { url: address } } })],
      [200, JSON.stringify({ errors: [{ message: `no ${address}` }], data: { boltResourceUrl: { url: address } } })],
      [200, `{"data":{"boltResourceUrl":{"url":"${address}"`],
      [403, address.replaceAll('/', '\\/')],
    ] as const) {
      const events: ParadimeEvent[] = [];
      const api = await serve(({ body: text }, response) => {
        const isAddress = text.includes('boltResourceUrl(');
        if (isAddress) return void response.writeHead(status).end(answer);
        response.end(
          JSON.stringify({
            data: {
              listBoltRuns: { ok: true, runs: [{ id: 7 }] },
              boltRunStatus: { commands: [{ id: 3, returnCode: 0 }] },
              boltCommand: { resources: [{ id: 1, path }] },
            },
          }),
        );
      });
      const paradime = new Paradime({ endpoint: api.endpoint, credentials, retry, onEvent: (e) => events.push(e) });
      const artifact = await paradime.bolt.latestArtifact('nightly');
      const error = await errorOf(artifact.open());
      expect(printed([error, events])).not.toMatch(signed);
      expect(printed(error)).toContain('[redacted]');
    }
  });
});

describe('the faults of the sandbox', () => {
  const bolt = { nightly: { [path]: new TextEncoder().encode(body) } };

  test('strike downloads: an expired address, one that breaks half way, a reset', async () => {
    await using sandbox = await startSandbox({
      bolt,
      faults: [
        { operation: 'download', call: 1, effect: { type: 'status', status: 403 } },
        { operation: 'download', call: 2, effect: { type: 'truncate' } },
        { operation: 'download', call: 3, effect: { type: 'reset' } },
        { operation: 'download', call: 5, effect: { type: 'html' } },
      ],
    });
    const artifact = await new Paradime({ ...sandbox, retry }).bolt.latestArtifact('nightly');
    await expect(artifact.open()).rejects.toThrow('may have expired');
    await expect(readDbtProject(await artifact.open())).rejects.toThrow('broke after');
    expect((await readDbtProject(await artifact.open())).relations).toHaveLength(1);
    await expect(readDbtProject(await artifact.open())).rejects.toMatchObject({ code: 'INVALID_FILE' });
    expect(sandbox.faults().map(({ strikes }) => strikes)).toStrictEqual([1, 1, 1, 1]);
    expect([sandbox.bolt.downloads(), sandbox.bolt.downloadsWithCredentials()]).toStrictEqual([5, 0]);
  });

  test('a fault without an operation strikes no download', async () => {
    await using sandbox = await startSandbox({ bolt, faults: [{ call: 2, effect: { type: 'delay', ms: 0 } }] });
    const artifact = await new Paradime(sandbox).bolt.latestArtifact('nightly');
    await (await artifact.open()).text();
    await (await artifact.open()).text();
    expect(sandbox.faults()[0]?.strikes).toBe(1);
  });
});
