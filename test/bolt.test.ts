// The newest artifact of a Bolt schedule: how it is found, against the sandbox, and what is sent to find it.

import {
  ArtifactNotFoundError,
  ConfigurationError,
  Paradime,
  PermissionError,
  ProtocolError,
} from 'paradime-integrations';
import { readDbtProject } from 'paradime-integrations/dbt';
import { type SandboxOptions, startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test } from 'vitest';
import { manifest, model } from './support/dbt.js';
import { withFiles } from './support/files.js';
import { startApi } from './support/server.js';

const retry = { initialDelayMs: 1, maxDelayMs: 2 };
const json = JSON.stringify;
const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(typeof value === 'string' ? value : json(value));
const path = 'target/manifest.json';
const newest = { [path]: bytes(manifest([model('orders')])) };
const older = { [path]: bytes(manifest([model('old_orders')])) };

async function tablesFrom(bolt: SandboxOptions['bolt'], faults: SandboxOptions['faults'] = []) {
  await using sandbox = await startSandbox({ bolt, faults });
  const artifact = await new Paradime({ ...sandbox, retry }).bolt.latestArtifact('nightly');
  const project = await readDbtProject(await artifact.open());
  expect(sandbox.bolt.downloadsWithCredentials()).toBe(0);
  return { artifact, tables: project.relations.map(({ table }) => table), sandbox };
}

describe('the newest run that has the artifact', () => {
  test('of one run, from bytes and from a file', async () => {
    const { artifact, tables, sandbox } = await tablesFrom({ nightly: newest });
    expect(tables).toStrictEqual(['orders']);
    expect(artifact).toMatchObject({ path, runId: expect.any(Number), commandId: expect.any(Number) });
    expect(sandbox.bolt.downloads()).toBe(1);
    await withFiles({ 'm.json': json(manifest([model('filed')])) }, async (folder) => {
      expect((await tablesFrom({ nightly: { [path]: `${folder}/m.json` } })).tables).toStrictEqual(['filed']);
    });
  });

  test('newer runs without it, with failed commands or still running are passed over', async () => {
    const { tables, artifact } = await tablesFrom({
      nightly: [
        { commands: [{ command: 'dbt build', returnCode: null, artifacts: older }] },
        { commands: [] },
        { commands: [{ command: 'dbt build', returnCode: 1, artifacts: older }] },
        { commands: [{ artifacts: { 'target/run_results.json': bytes('{}') } }] },
        {
          commands: [
            { command: 'dbt parse', artifacts: older },
            { command: 'dbt build', artifacts: newest },
            { command: 'dbt test', returnCode: 1, artifacts: older },
          ],
        },
        { commands: [{ artifacts: older }] },
      ],
      hourly: older,
    });
    expect(tables).toStrictEqual(['orders']);
    expect(artifact.runId).toBeGreaterThan(0);
  });

  test('another path', async () => {
    await using sandbox = await startSandbox({
      bolt: { nightly: { ...newest, 'target/catalog.json': bytes('{"a":1}') } },
    });
    const artifact = await new Paradime(sandbox).bolt.latestArtifact('nightly', { path: 'target/catalog.json' });
    expect(await (await artifact.open()).json()).toStrictEqual({ a: 1 });
    expect(artifact.path).toBe('target/catalog.json');
  });

  test('commands are looked at from the last by id, whatever their order', async () => {
    await using server = await startApi({
      listBoltRuns: { ok: true, runs: [{ id: 7 }] },
      boltRunStatus: {
        commands: [
          { id: 3, returnCode: 0 },
          { id: 11, returnCode: 0 },
          { id: 5, returnCode: 0 },
        ],
      },
      boltCommand: { resources: [{ id: 1, path }] },
    });
    const { bolt } = new Paradime({ endpoint: server.endpoint, credentials: { apiKey: 'k', apiSecret: 's' } });
    expect(await bolt.latestArtifact('nightly')).toMatchObject({ runId: 7, commandId: 11, path });
    const sent = server.received.map(({ body }) => JSON.parse(body));
    expect(sent.map(({ operationName, variables }) => [operationName, variables])).toStrictEqual([
      ['listBoltRuns', { slug: 'nightly', offset: 0, limit: 50 }],
      ['boltRunStatus', { runId: 7 }],
      ['boltCommand', { commandId: 11 }],
    ]);
  });
});

describe('no artifact', () => {
  test('50 runs without one', async () => {
    const runs = Array.from({ length: 60 }, (_, index) => ({
      commands: [{ returnCode: 0, artifacts: index < 50 ? {} : newest }],
    }));
    await using sandbox = await startSandbox({ bolt: { nightly: runs } });
    const { bolt } = new Paradime(sandbox);
    const error: unknown = await bolt.latestArtifact('nightly').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ArtifactNotFoundError);
    expect(error).toMatchObject({ code: 'ARTIFACT_NOT_FOUND', slug: 'nightly', path, runs: 50 });
    expect(String(error)).toContain('"nightly"');
    expect(String(error)).toContain('None of the 50 newest runs');
    const { runId } = await bolt.latestArtifact('nightly', { maxRuns: 51 });
    expect(runId).toBe(10);
  });

  test('a schedule without runs', async () => {
    await using sandbox = await startSandbox({ bolt: { nightly: newest } });
    const failure = new Paradime(sandbox).bolt.latestArtifact('nigthly');
    await expect(failure).rejects.toMatchObject({ code: 'ARTIFACT_NOT_FOUND', runs: 0 });
    await expect(failure).rejects.toThrow('The Bolt schedule "nigthly" has no runs. Check its slug');
  });

  test.each([
    [{ path: '' }, /`path` must be a non-empty string/],
    [{ maxRuns: 0 }, /`maxRuns` must be a whole number from 1 to 1000/],
    [{ maxRuns: 1001 }, /`maxRuns` must be a whole number from 1 to 1000/],
    [{ pth: 'x' }, /unknown property "pth"/],
  ])('options that cannot work: %j', async (options, message) => {
    await using sandbox = await startSandbox();
    const failure = new Paradime(sandbox).bolt.latestArtifact('nightly', options as object);
    await expect(failure).rejects.toBeInstanceOf(ConfigurationError);
    await expect(failure).rejects.toThrow(message);
    await expect(new Paradime(sandbox).bolt.latestArtifact('')).rejects.toThrow('The slug of the schedule must be');
    expect(sandbox.requests()).toStrictEqual([]);
  });
});

describe('a server that refuses or answers badly', () => {
  const bolt = { nightly: newest };

  test('403 names the capability, which differs from that of custom integrations', async () => {
    const credentials = [
      { apiKey: 'a', apiSecret: 'b', capabilities: ['Custom Integrations Admin'] },
      { apiKey: 'c', apiSecret: 'd', capabilities: ['Bolt schedules metadata viewer'] },
    ];
    await using sandbox = await startSandbox({ bolt, credentials });
    const error: unknown = await new Paradime(sandbox).bolt
      .latestArtifact('nightly')
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PermissionError);
    expect(String(error)).toContain('"Bolt schedules metadata viewer"');
    expect(String(error)).not.toContain('Enterprise');
    const viewer = new Paradime({ endpoint: sandbox.endpoint, credentials: { apiKey: 'c', apiSecret: 'd' } });
    expect((await viewer.bolt.latestArtifact('nightly')).path).toBe(path);
    await expect(viewer.customIntegrations.list()).rejects.toThrow('"Custom Integrations Admin"');
  });

  test.each(['listBoltRuns', 'boltRunStatus', 'boltCommand', 'boltResourceUrl'] as const)(
    '%s is sent again when its answer is lost',
    async (operation) => {
      const faults = [
        { operation, call: 1, effect: { type: 'reset' } },
        { operation, call: 2, effect: { type: 'status', status: 502 } },
      ] as const;
      const { tables, sandbox } = await tablesFrom(bolt, faults);
      expect(tables).toStrictEqual(['orders']);
      expect(sandbox.faults().map(({ strikes }) => strikes)).toStrictEqual([1, 1]);
    },
  );

  test.each([
    ['listBoltRuns', {}, /listBoltRuns .*`ok` is missing/],
    ['listBoltRuns', { ok: true }, /listBoltRuns has no runs/],
    ['listBoltRuns', { ok: true, runs: [{}] }, /listBoltRuns has an entry without an id/],
    ['boltRunStatus', null, /boltRunStatus has no commands/],
    ['boltCommand', { resources: 5 }, /boltCommand has no resources/],
    ['boltCommand', { resources: [{ path }] }, /boltCommand has an entry without an id/],
  ])('an incomplete answer to %s: %j', async (field, answer, message) => {
    await using server = await startApi({
      listBoltRuns: { ok: true, runs: [{ id: 7 }] },
      boltRunStatus: { commands: [{ id: 3, returnCode: 0 }] },
      boltCommand: { resources: [{ id: 1, path }] },
      [field]: answer,
    });
    const client = new Paradime({ endpoint: server.endpoint, credentials: { apiKey: 'k', apiSecret: 's' } });
    const failure = client.bolt.latestArtifact('nightly');
    await expect(failure).rejects.toBeInstanceOf(ProtocolError);
    await expect(failure).rejects.toThrow(message);
  });

  test('ok: false', async () => {
    await using sandbox = await startSandbox({ faults: [{ operation: 'listBoltRuns', effect: { type: 'not-ok' } }] });
    const failure = new Paradime(sandbox).bolt.latestArtifact('nightly');
    await expect(failure).rejects.toMatchObject({ code: 'REJECTED' });
    await expect(failure).rejects.toThrow("Check the slug of the schedule and the API key's capability.");
  });

  test('an aborted search', async () => {
    await using sandbox = await startSandbox({ bolt });
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(new Paradime(sandbox).bolt.latestArtifact('nightly', { signal })).rejects.toThrow('enough');
  });
});

describe('the catalog', () => {
  test('is refreshed by one request, which is sent again if its answer is lost', async () => {
    await using sandbox = await startSandbox({
      faults: [{ operation: 'refreshCatalog', call: 1, effect: { type: 'reset', processed: true } }],
    });
    expect(await new Paradime({ ...sandbox, retry }).catalog.refresh()).toBeUndefined();
    expect(sandbox.requests().map(({ fields, outcome }) => [fields, outcome])).toStrictEqual([
      [['refreshCatalog'], 'fault'],
      [['refreshCatalog'], 'ok'],
    ]);
  });

  test('ok: false, and a 403: which capability it needs is unknown', async () => {
    await using sandbox = await startSandbox({
      credentials: { apiKey: 'a', apiSecret: 'b', capabilities: [] },
      faults: [{ operation: 'refreshCatalog', call: 1, effect: { type: 'not-ok' } }],
    });
    const { catalog } = new Paradime(sandbox);
    await expect(catalog.refresh()).rejects.toMatchObject({ code: 'REJECTED' });
    await expect(catalog.refresh()).rejects.toThrow('Which capability this needs is not documented');
  });
});
