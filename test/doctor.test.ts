// doctor and schema as processes: against the sandbox, against servers with other schemas, and against servers without GraphQL.

import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buildSchema, introspectionFromSchema } from 'graphql';
import { startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test, vi } from 'vitest';
import { driftedSdl, drifts, localSdl, startDriftedServer } from './support/drifted-server.js';
import { withFiles } from './support/files.js';
import { type Ended, run, targetOf, variablesOf } from './support/program.js';
import { startServer, startServerWith } from './support/server.js';

vi.setConfig({ testTimeout: 60_000 });

const keyFor = (endpoint: string) => variablesOf({ endpoint, credentials: { apiKey: 'k', apiSecret: 's' } });

/** The state of each subject, as the doctor prints it. */
function states({ stdout }: Ended): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [, status = '', subject = ''] of stdout.matchAll(/^(ok|warning|problem|unknown) +(\w+)/gm)) {
    found[subject] = [...(found[subject] ?? []), status];
  }
  return found;
}

/** The answer to an introspection query, in which the type of the queries has this name. */
function introspectionWith(name: string): object {
  const { __schema } = introspectionFromSchema(buildSchema(localSdl));
  const types = __schema.types.map((type) => (type.name === 'Query' ? { ...type, name } : type));
  return { __schema: { ...__schema, queryType: { name }, types } };
}

const allOk = Object.fromEntries(
  ['endpoint', 'connection', 'server', 'credentials', 'capability', 'list', 'logos', 'schema'].map((subject) => [
    subject,
    ['ok'],
  ]),
);

describe('doctor', () => {
  test('a sandbox has no problems', async () => {
    await using sandbox = await startSandbox();
    const ended = await run(['doctor'], { env: variablesOf(sandbox) });
    expect([ended.code, ended.stderr]).toStrictEqual([0, 'with the variables from the environment\n']);
    expect(states(ended)).toStrictEqual(allOk);
    expect(ended.stdout).toMatch(/\n\n0 problems, 0 warnings, 0 unknown\n$/);
    expect(ended.stdout).not.toContain('sandbox-company');
  });

  test('without introspection it is probed, and nothing is executed but lists', async () => {
    await using sandbox = await startSandbox({ introspection: false });
    const ended = await run(['doctor'], { env: variablesOf(sandbox) });
    expect(ended.code).toBe(0);
    expect(states(ended)).toStrictEqual({ ...allOk, schema: ['ok', 'unknown'] });
    expect(ended.stdout).toContain('found every type, field, argument and value that this library uses');
    expect(new Set(sandbox.requests().map(({ operationName }) => operationName))).toStrictEqual(
      new Set(['ListCustomIntegrations', 'ListCustomIntegrationsWithLogos', 'IntrospectionQuery', 'Probe']),
    );
    expect(sandbox.integrations()).toStrictEqual([]);
    expect(sandbox.snapshots()).toStrictEqual([]);
  });

  test.each(drifts)('%s, by introspection', async (_, sdl, named) => {
    await using server = await startDriftedServer(sdl);
    const ended = await run(['doctor'], { env: keyFor(server.endpoint) });
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(named);
    expect(new Set(server.executed)).toEqual(new Set(server.executed.length > 0 ? ['listCustomIntegrations'] : []));
  });

  test.each(drifts)('%s, by probes', async (_, sdl, _named, probed) => {
    await using server = await startDriftedServer(sdl, { introspection: false });
    const ended = await run(['doctor'], { env: keyFor(server.endpoint) });
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(probed);
    expect(ended.stdout).not.toContain('not clear');
    expect(new Set(server.executed)).toEqual(new Set(server.executed.length > 0 ? ['listCustomIntegrations'] : []));
    const probes = server.refused.filter((query) => query.includes('query Probe'));
    expect(probes.length).toBeGreaterThanOrEqual(9);
    for (const query of server.refused) expect(query).toMatch(/^query /);
  });

  test('the messages of a Python server are understood', async () => {
    const [, sdl, , probed] = drifts[2] ?? expect.unreachable();
    await using server = await startDriftedServer(sdl, {
      introspection: false,
      reword: (message) => message.replaceAll('"', "'"),
    });
    const ended = await run(['doctor'], { env: keyFor(server.endpoint) });
    expect(ended.stdout).toMatch(probed);
    expect(ended.stdout).not.toContain('not clear');
  });

  test('a server that does not explain its errors: the result is unknown', async () => {
    await using server = await startDriftedServer(localSdl, {
      introspection: false,
      reword: () => 'Bad introspection request',
    });
    const ended = await run(['doctor'], { env: keyFor(server.endpoint) });
    expect(ended.code).toBe(0);
    expect(states(ended)['schema']).not.toContain('ok');
    expect(ended.stdout).toContain('differences may be missing here');
  });

  test('logoBase64 is missing: a warning that names what fails without it', async () => {
    await using server = await startDriftedServer(driftedSdl(/ {2}".*"\n {2}logoBase64: String\n/, ''));
    const ended = await run(['doctor'], { env: keyFor(server.endpoint) });
    expect(states(ended)).toMatchObject({ list: ['ok'], logos: ['warning'], schema: ['problem'] });
    expect(ended.stdout).toContain('logoBase64 does not exist, so list({ includeLogo: true }) fails');
  });

  test('other names for types that no request mentions have no effect', async () => {
    const sdl = driftedSdl('CustomIntegrationList', 'Listing').replaceAll('IntegrationNodeColor', 'Color');
    await using server = await startDriftedServer(sdl);
    const ended = await run(['doctor'], { env: keyFor(server.endpoint) });
    expect(states(ended)).toStrictEqual(allOk);
    expect(ended.stdout).toContain('2 types have other names there, which has no effect');
  });

  test('a wrong key, and one without the capability', async () => {
    const credentials = { apiKey: 'k', apiSecret: 's', capabilities: [] };
    await using sandbox = await startSandbox({ credentials });
    const forbidden = await run(['doctor'], { env: keyFor(sandbox.endpoint) });
    expect(forbidden.code).toBe(1);
    expect(states(forbidden)).toMatchObject({
      credentials: ['ok'],
      capability: ['problem'],
      list: ['unknown'],
      schema: ['unknown'],
    });
    expect(forbidden.stdout).toContain('Give the API key the "Custom Integrations Admin" capability');
    const wrong = await run(['doctor'], { env: { ...keyFor(sandbox.endpoint), PARADIME_API_SECRET: 'hunter2' } });
    expect(wrong.code).toBe(1);
    expect(states(wrong)).toMatchObject({ server: ['ok'], credentials: ['problem'], capability: ['unknown'] });
    expect(wrong.stdout + wrong.stderr).not.toMatch(/hunter2|sandbox-company/);
  });

  test.each([
    ['without a schema', { __schema: null }],
    ['empty', {}],
    ['of another form', { __schema: { types: 5 } }],
    ['with a name that is not one', introspectionWith('a "b" {')],
  ])('an answer to the introspection query that is odd (%s): the schema is unknown, then probed', async (_, data) => {
    await using server = await startServer(async ({ body }, response) => {
      response.setHeader('content-type', 'application/json');
      const { query } = JSON.parse(body);
      if (query.includes('__schema')) return void response.end(JSON.stringify({ data }));
      if (query.includes('query Probe')) return void response.end('{"errors":[{"message":"no"}]}');
      response.end('{"data":{"listCustomIntegrations":{"ok":true,"integrations":[]}}}');
    });
    const env = keyFor(server.endpoint);
    const doctor = await run(['doctor'], { env });
    expect([doctor.code, doctor.stderr]).toStrictEqual([0, 'with the variables from the environment\n']);
    expect(states(doctor)).toMatchObject({ list: ['ok'], logos: ['ok'] });
    expect(new Set(states(doctor)['schema'])).toStrictEqual(new Set(['unknown']));
    expect(doctor.stdout).toContain(
      "could not fetch the schema: The server's answer to the introspection query is not a schema",
    );
    expect(server.received.filter(({ body }) => body.includes('query Probe')).length).toBeGreaterThanOrEqual(1);
    const { stdout } = await run(['doctor', '--json'], { env });
    const { findings } = JSON.parse(stdout);
    const ofSchema = findings.filter(({ subject }: { subject: string }) => subject === 'schema');
    expect(ofSchema[0]).toMatchObject({
      status: 'unknown',
      message: expect.stringContaining('could not fetch the schema'),
    });
    expect(ofSchema.length).toBeGreaterThan(1);
    for (const command of ['diff', 'pull']) {
      const { code, stderr } = await run(['schema', command], { env });
      expect([code, stderr]).toStrictEqual([1, expect.stringContaining('is not a schema. Ask Paradime for the SDL')]);
      expect(stderr).not.toContain('This is a bug');
    }
  });

  test('credentials that are refused may have expired', async () => {
    await using server = await startServerWith(401, '');
    const { stdout } = await run(['doctor'], { env: keyFor(server.endpoint) });
    expect(stdout).toContain('that the key has not expired: a key can have a lifetime');
  });

  test.each([
    ['a page of HTML', 200, '<html>hello</html>', /not a GraphQL server, or a proxy answers in its place/],
    ['JSON of something else', 200, '{"hello":"world"}', /not a GraphQL server/],
    ['502 with HTML', 502, '<html>Bad Gateway</html>', /The server, or a proxy in front of it, is failing/],
    ['404', 404, 'not found', /Nothing is at this path/],
  ])('not a GraphQL server: %s', async (_, status, body, advice) => {
    await using server = await startServerWith(status, body, { 'content-type': 'text/html' });
    const ended = await run(['doctor'], { env: keyFor(`${server.origin}/other`) });
    expect(ended.code).toBe(1);
    expect(states(ended)).toMatchObject({
      endpoint: ['warning'],
      connection: ['ok'],
      server: ['problem'],
      credentials: ['unknown'],
    });
    expect(ended.stdout).toMatch(advice);
  });

  test('no server at the endpoint', async () => {
    const { endpoint, close } = await startSandbox();
    await close();
    const ended = await run(['doctor'], { env: keyFor(endpoint) });
    expect(ended.code).toBe(1);
    expect(states(ended)).toMatchObject({ endpoint: ['ok'], connection: ['problem'], server: ['unknown'] });
    expect(ended.stdout).toContain('Nothing is listening there');
  });

  test('a certificate that is not trusted', async () => {
    const pem = (name: string) => readFile(new URL(`fixtures/tls/${name}.pem`, import.meta.url));
    const server = createServer({ key: await pem('key'), cert: await pem('cert') });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port }: AddressInfo = JSON.parse(JSON.stringify(server.address()));
    const ended = await run(['doctor'], { env: keyFor(`https://127.0.0.1:${port}/api/v1/x/graphql`) });
    server.close();
    expect(states(ended)).toMatchObject({ endpoint: ['ok'], connection: ['problem'] });
    expect(ended.stdout).toContain('The certificate is not trusted.');
    expect(ended.stdout).toContain('NODE_EXTRA_CA_CERTS');
  });

  test('--json', async () => {
    await using sandbox = await startSandbox();
    const { stdout } = await run(['doctor', '--json'], { env: variablesOf(sandbox) });
    const { ok, findings } = JSON.parse(stdout);
    expect(ok).toBe(true);
    expect(findings.map(({ subject }: { subject: string }) => subject)).toStrictEqual(Object.keys(allOk));
  });
});

describe('schema', () => {
  test.each(drifts)('diff: %s is breaking, and comes first', async (_, sdl, named) => {
    await using server = await startDriftedServer(sdl.replace('  GREEN', '  GREEN\n  "New."\n  PLUM'));
    const { code, stdout, stderr } = await run(['schema', 'diff'], { env: keyFor(server.endpoint) });
    expect([code, stderr]).toStrictEqual([1, targetOf(server)]);
    expect(stdout).toMatch(named);
    const severities = [...stdout.matchAll(/^(breaking|dangerous|safe) /gm)].map(([, severity]) => severity);
    expect(severities).toStrictEqual(severities.toSorted());
    expect(severities).toContain('dangerous');
  });

  test('diff: additions and unrelated types are not breaking; against a file, and as JSON', async () => {
    const sdl = driftedSdl('type Query {', 'type Query {\n  me: User').replace('  GREEN', '  GREEN\n  PLUM');
    await withFiles({ 'live.graphql': `${sdl}\ntype User { id: ID! }`, 'broken.graphql': 'type {' }, async (cwd) => {
      const { code, stdout } = await run(['schema', 'diff', 'live.graphql'], { cwd });
      expect(code).toBe(0);
      expect(stdout).toBe(
        "dangerous  IntegrationNodeColor.PLUM: Enum value 'PLUM' was added to enum 'IntegrationNodeColor'\n1 difference, 0 breaking\n",
      );
      const json = await run(['schema', 'diff', 'live.graphql', '--json'], { cwd });
      expect(JSON.parse(json.stdout)).toMatchObject({ ok: true, drifts: [{ severity: 'dangerous' }], renamed: {} });
      for (const name of ['broken.graphql', 'nowhere.graphql']) {
        const failed = await run(['schema', 'diff', name], { cwd });
        expect([failed.code, failed.stdout]).toStrictEqual([1, '']);
        expect(failed.stderr).toMatch(new RegExp(`^error: ${name} does not contain a schema: (Syntax Error|ENOENT)`));
      }
    });
  });

  test('pull writes a schema that diff finds equal', async () => {
    await using sandbox = await startSandbox();
    await withFiles({}, async (cwd) => {
      const env = variablesOf(sandbox);
      const { code, stdout, stderr } = await run(['schema', 'pull', '--output', 'live.graphql'], { cwd, env });
      expect([code, stdout, stderr]).toStrictEqual([
        0,
        '',
        `${targetOf(sandbox)}Wrote the live schema to live.graphql.\n`,
      ]);
      expect(() => buildSchema('')).toThrow();
      const sdl = await readFile(join(cwd, 'live.graphql'), 'utf8');
      expect(Object.keys(buildSchema(sdl).getTypeMap())).toContain('IntegrationNodeTypeInfo');
      expect((await run(['schema', 'pull'], { env })).stdout).toBe(sdl);
      expect((await run(['schema', 'diff', 'live.graphql'], { cwd })).stdout).toBe('0 differences, 0 breaking\n');
      await writeFile(join(cwd, 'live.graphql'), sdl.replace(/ {2}MANDY\n/, ''));
      expect((await run(['schema', 'diff', 'live.graphql'], { cwd })).code).toBe(1);
    });
  });

  test('where introspection is off', async () => {
    await using sandbox = await startSandbox({ introspection: false });
    for (const command of ['diff', 'pull']) {
      const { code, stderr } = await run(['schema', command], { env: variablesOf(sandbox) });
      expect([code, stderr]).toStrictEqual([
        1,
        expect.stringContaining('error: The server does not show its schema: introspection is off.'),
      ]);
    }
  });
});
