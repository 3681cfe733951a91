// The sandbox's side of Bolt and the catalog: the official client's documents run, and what it is given is checked.

import { parse } from 'graphql';
import { Paradime } from 'paradime-integrations';
import { startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test } from 'vitest';

const path = 'target/manifest.json';
const bytes = new TextEncoder().encode('{}');

test('the documents of the official client run, with all their fields', async () => {
  await using sandbox = await startSandbox({
    bolt: {
      nightly: [{ commands: [{ command: 'dbt run', artifacts: { [path]: bytes } }] }],
      hourly: { [path]: bytes },
    },
  });
  const run = (query: string, variables: object = {}) =>
    new Paradime(sandbox).execute(parse(query), variables as never);
  const list = `query listBoltRuns($slug: String, $offset: Int!, $limit: Int!) {
    listBoltRuns(slug: $slug, offset: $offset, limit: $limit) {
      ok runs { id state actor actorEmail startDttm endDttm parentScheduleRunId gitInfo { branch commitHash pullRequestId } }
    }
  }`;
  expect(await run(list, { slug: 'nightly', offset: 0, limit: 50 })).toMatchObject({
    listBoltRuns: { ok: true, runs: [{ id: 1, state: 'SUCCESS', actor: null, gitInfo: null }] },
  });
  expect(await run(list, { slug: null, offset: 1, limit: 1 })).toMatchObject({ listBoltRuns: { runs: [{ id: 1 }] } });
  const commands = `query boltRunStatus($runId: Int!) {
    boltRunStatus(runId: $runId) { commands { id command startDttm endDttm stdout stderr returnCode } }
  }`;
  expect(await run(commands, { runId: 1 })).toMatchObject({
    boltRunStatus: { commands: [{ id: 1, command: 'dbt run', returnCode: 0, stdout: null }] },
  });
  expect(
    await run('query boltRunStatus($runId: Int!) { boltRunStatus(runId: $runId) { state } }', { runId: 2 }),
  ).toEqual({
    boltRunStatus: { state: 'SUCCESS' },
  });
  const resources =
    'query boltCommand($commandId: Int!) { boltCommand(commandId: $commandId) { resources { id path } } }';
  expect(await run(resources, { commandId: 1 })).toEqual({ boltCommand: { resources: [{ id: 1, path }] } });
  const address = 'query boltResourceUrl($resourceId: Int!) { boltResourceUrl(resourceId: $resourceId) { url } }';
  expect(await run(address, { resourceId: 1 })).toMatchObject({
    boltResourceUrl: { url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/) },
  });
  await expect(run(address, { resourceId: 99 })).rejects.toThrow('There is no resource 99.');
  await expect(run(list, { offset: 0, limit: 1001 })).rejects.toThrow('from 1 to 1000');
  expect(await run('mutation refreshCatalog { refreshCatalog { ok } }')).toEqual({ refreshCatalog: { ok: true } });
});

describe('downloads', () => {
  async function addressIn(sandbox: Awaited<ReturnType<typeof startSandbox>>): Promise<string> {
    const document = parse('{ boltResourceUrl(resourceId: 1) { url } }');
    const data = await new Paradime(sandbox).execute(document, {} as never);
    return JSON.parse(JSON.stringify(data)).boltResourceUrl.url;
  }

  test.each([
    ['a header of the API', { 'x-api-key': 'another' }, ''],
    ['a bearer token', { authorization: 'Bearer x' }, ''],
    ['a cookie', { cookie: 'a=b' }, ''],
    ['the secret in some other header', { referer: 'sandbox-secret' }, ''],
    ['the secret in the address', {}, '&key=sandbox-secret'],
  ])('with %s are counted', async (_, headers, query) => {
    await using sandbox = await startSandbox({ bolt: { nightly: { [path]: bytes } } });
    const address = await addressIn(sandbox);
    expect((await fetch(address)).status).toBe(200);
    expect(sandbox.bolt.downloadsWithCredentials()).toBe(0);
    await fetch(address + query, { headers });
    expect([sandbox.bolt.downloads(), sandbox.bolt.downloadsWithCredentials()]).toStrictEqual([2, 1]);
  });

  test('need the signature, come from another port, and end with the sandbox', async () => {
    const sandbox = await startSandbox({ bolt: { nightly: { [path]: bytes } } });
    const address = await addressIn(sandbox);
    expect(new URL(address).origin).not.toBe(new URL(sandbox.endpoint).origin);
    expect((await fetch(address.replace(/.$/, '-'))).status).toBe(403);
    expect((await fetch(address, { method: 'POST' })).status).toBe(405);
    await sandbox.close();
    await expect(fetch(address)).rejects.toThrow();
  });

  test('there are none without schedules', async () => {
    await using sandbox = await startSandbox();
    expect([sandbox.bolt.downloads(), sandbox.bolt.downloadsWithCredentials()]).toStrictEqual([0, 0]);
  });
});

test.each([
  [{ nightly: { [path]: 'nowhere/manifest.json' } }, /`bolt\.nightly`: "target\/manifest\.json" .*no file "nowhere/],
  [{ nightly: { [path]: 5 } }, /`bolt\.nightly`: "target\/manifest\.json" must be bytes or the path of a file/],
  [{ nightly: 5 }, /`bolt\.nightly` must be artifacts by their paths, or a list of runs/],
  [{ nightly: [{}] }, /`bolt\.nightly`: a run must be an object with a list of `commands`/],
  [{ nightly: [5] }, /`bolt\.nightly`: a run must be an object with a list of `commands`/],
])('schedules that cannot work: %j', async (bolt, message) => {
  await expect(startSandbox({ bolt: bolt as never })).rejects.toMatchObject({ code: 'CONFIGURATION' });
  await expect(startSandbox({ bolt: bolt as never })).rejects.toThrow(message);
});
