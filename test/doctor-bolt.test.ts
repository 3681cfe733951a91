// What doctor and schema diff say of Bolt and the catalog, which a server may lack.

import { startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test, vi } from 'vitest';
import { manifest, model } from './support/dbt.js';
import { driftedSdl, startDriftedServer } from './support/drifted-server.js';
import { run, variablesOf } from './support/program.js';
import { startServer } from './support/server.js';

vi.setConfig({ testTimeout: 60_000 });

const path = 'target/manifest.json';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const bolt = { nightly: { [path]: bytes(JSON.stringify(manifest([model('orders')]))) } };
const keyFor = (endpoint: string) => variablesOf({ endpoint, credentials: { apiKey: 'k', apiSecret: 's' } });

/** The lines about Bolt. */
const ofBolt = (stdout: string): string => /^\w+ +bolt .*(?:\n {22}.*)?/gm.exec(stdout)?.[0] ?? '';

describe('doctor --bolt', () => {
  test('the manifest can be downloaded: no more than its beginning is read', async () => {
    await using sandbox = await startSandbox({ bolt });
    const { code, stdout } = await run(['doctor', '--bolt', 'nightly'], { env: variablesOf(sandbox) });
    expect(code).toBe(0);
    expect(ofBolt(stdout)).toBe('ok       bolt         target/manifest.json of run 1 of nightly can be downloaded');
    expect([sandbox.bolt.downloads(), sandbox.bolt.downloadsWithCredentials()]).toStrictEqual([1, 0]);
  });

  test('a missing capability is named, whichever it is', async () => {
    const capabilities = { admin: 'Custom Integrations Admin', viewer: 'Bolt schedules metadata viewer' };
    const credentials = [
      { apiKey: 'k', apiSecret: 's', capabilities: [capabilities.admin] },
      { apiKey: 'v', apiSecret: 's', capabilities: [capabilities.viewer] },
    ];
    await using sandbox = await startSandbox({ bolt, credentials });
    const admin = await run(['doctor', '--bolt', 'nightly'], { env: variablesOf(sandbox) });
    expect(admin.code).toBe(1);
    expect(ofBolt(admin.stdout)).toMatch(/^problem .*\n +Give the API key .*"Bolt schedules metadata viewer"/);
    const viewer = await run(['doctor', '--bolt', 'nightly'], {
      env: { ...variablesOf(sandbox), PARADIME_API_KEY: 'v' },
    });
    expect(viewer.stdout).toMatch(/^problem +capability/m);
    expect(ofBolt(viewer.stdout)).toMatch(/^ok /);
  });

  test.each([
    ['no such schedule', 'nigthly', [], /has no runs.*\n +Copy the slug/],
    [
      'an expired address',
      'nightly',
      [{ operation: 'download', effect: { type: 'status', status: 403 } }],
      /may have expired.*\n +Paradime serves its files from another host/,
    ],
    [
      'a page of HTML',
      'nightly',
      [{ operation: 'download', effect: { type: 'html' } }],
      /is not JSON\n +Check whether a proxy/,
    ],
  ] as const)('%s', async (_, slug, faults, message) => {
    await using sandbox = await startSandbox({ bolt, faults });
    const { code, stdout, stderr } = await run(['doctor', '--bolt', slug, '--verbose'], { env: variablesOf(sandbox) });
    expect(code).toBe(1);
    expect(ofBolt(stdout)).toMatch(message);
    expect(stdout + stderr).not.toContain('signature');
  });

  test('a key without it, where introspection is off: what Bolt is like there is unknown', async () => {
    const credentials = { apiKey: 'k', apiSecret: 's', capabilities: ['Custom Integrations Admin'] };
    await using sandbox = await startSandbox({ credentials, introspection: false });
    const { code, stdout } = await run(['doctor'], { env: variablesOf(sandbox) });
    expect(stdout).toMatch(/unknown +schema +A probe was not permitted: .*"Bolt/);
    expect(stdout).toContain('0 problems');
    expect(code).toBe(0);
  });

  test('the doctor stops before it: Bolt is unknown', async () => {
    await using server = await startServer((_, response) => void response.writeHead(401).end());
    const { stdout } = await run(['doctor', '--bolt', 'nightly'], { env: keyFor(server.endpoint) });
    expect(ofBolt(stdout)).toMatch(/^unknown /);
    expect(ofBolt((await run(['doctor'], { env: keyFor(server.endpoint) })).stdout)).toBe('');
  });
});

const lacksBolt = driftedSdl(/ {2}"Runs of a Bolt[\s\S]*?\): BoltResourceUrl\n/, '')
  .replace(/ {2}"Starts a refresh[\s\S]*?CatalogRefreshed\n/, '')
  .replace(/"[^"]*"\ntype (?:Bolt|CatalogRefreshed)[\s\S]*?\n}\n/g, '');

describe('a server without Bolt and catalog', () => {
  const names = ['Query.listBoltRuns', 'Query.boltRunStatus', 'Query.boltCommand', 'Query.boltResourceUrl'];

  test.each([true, false])('doctor warns and finds no problem (introspection: %s)', async (introspection) => {
    expect(lacksBolt).not.toMatch(/type Bolt|refreshCatalog/);
    await using server = await startDriftedServer(lacksBolt, { introspection });
    const { code, stdout } = await run(['doctor'], { env: keyFor(server.endpoint) });
    expect(stdout).toMatch(/\n0 problems, 5 warnings, /);
    for (const name of names) {
      expect(stdout).toContain(`${name}: Not available on this server. Only paradime.bolt needs it`);
    }
    expect(stdout).toContain('Mutation.refreshCatalog: Not available on this server. Only paradime.catalog needs it');
    expect(code).toBe(0);
    const asked = await run(['doctor', '--bolt', 'nightly'], { env: keyFor(server.endpoint) });
    expect(asked.code).toBe(1);
    expect(ofBolt(asked.stdout)).toMatch(/^problem .*\n +See the schema above/);
  });

  test('schema diff shows it, and exits with 0', async () => {
    await using server = await startDriftedServer(lacksBolt);
    const { code, stdout } = await run(['schema', 'diff'], { env: keyFor(server.endpoint) });
    expect(stdout).toContain('5 differences, 0 breaking');
    expect(code).toBe(0);
  });
});

describe('a server whose Bolt differs', () => {
  test.each([
    ['in what no request asks for', driftedSdl(/ {2}".*"\n {2}actorEmail: String\n/, ''), 0, true],
    ['in a name that no request mentions', driftedSdl('BoltRunList', 'RunList'), 0, true],
    ['in an argument that is sent', driftedSdl(/runId: Int!/, 'id: Int!'), 1, true],
    [
      'in a field that is asked for, without introspection',
      driftedSdl(/ {2}".*"\n {2}returnCode: Int\n/, ''),
      1,
      false,
    ],
    ['in what no request asks for, without introspection', driftedSdl(/ {2}".*"\n {2}stdout: String\n/, ''), 0, false],
  ])('%s', async (_, sdl, code, introspection) => {
    await using server = await startDriftedServer(sdl, { introspection });
    const doctor = await run(['doctor'], { env: keyFor(server.endpoint) });
    expect([doctor.code, doctor.stdout]).toStrictEqual([code, expect.stringContaining('\n')]);
    if (!introspection) return;
    expect((await run(['schema', 'diff'], { env: keyFor(server.endpoint) })).code).toBe(code);
  });
});
