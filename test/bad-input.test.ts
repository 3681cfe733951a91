// What only plain JavaScript can pass: each call is refused by an error of this library, and nothing is sent.

import {
  checkNodes,
  defineIntegration,
  InvalidNodesError,
  type Issue,
  Paradime,
  ParadimeError,
  planPublication,
  RateLimitError,
} from 'paradime-integrations';
import { startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test } from 'vitest';
import { metabase, questions } from './support/metabase.js';
import { startServerWith } from './support/server.js';

const credentials = { apiKey: 'key-1', apiSecret: 'secret-1' };
const endpoint = 'https://a.example/graphql';

// biome-ignore lint/suspicious/noExplicitAny: JavaScript, in which a value may be anything
type Anything = any;

const circular: Record<string, unknown> = {};
circular['self'] = circular;
/** Values that JSON cannot hold, or that cannot become a string. */
const strange: readonly (readonly [string, Anything])[] = [
  ['a BigInt', 10n],
  ['a symbol', Symbol('x')],
  ['a circular object', circular],
  ['an object without a prototype', Object.create(null)],
  ['an object whose toString is not a function', { toString: 1, valueOf: 1 }],
  ['a function', () => 1],
];

const question = (more: object = {}): Anything => ({ kind: 'chart', nodeType: 'Question', name: 'Revenue', ...more });

/** Checks that nodes are refused in the same way before and without publishing. Returns the issues. */
async function issuesOf(...nodes: readonly Anything[]): Promise<readonly Issue[]> {
  await using sandbox = await startSandbox();
  const failure: unknown = await new Paradime(sandbox).publish(metabase, nodes).catch((error: unknown) => error);
  if (!(failure instanceof InvalidNodesError)) throw failure;
  expect(sandbox.requests()).toStrictEqual([]);
  const found = checkNodes(metabase, nodes);
  expect(found).toStrictEqual(failure.issues);
  return failure.issues.filter(({ severity }) => severity === 'error');
}

describe.each(strange)('%s', (_what, value) => {
  test.each([
    ['as a node', 'kind-mismatch', value],
    ['as kind', 'kind-mismatch', question({ kind: value })],
    ['as nodeType', 'unknown-node-type', question({ nodeType: value })],
    ['as integration', 'foreign-node', question({ integration: value })],
    ['as name', 'empty-name', question({ name: value })],
    ['as id', 'invalid-attribute', question({ id: value })],
    ['as a time', 'timestamp-out-of-range', question({ createdAt: value })],
    ['as a reference', 'incomplete-reference', question({ upstream: [value] })],
    ['as kind of a reference', 'incomplete-reference', question({ upstream: [{ kind: value }] })],
    [
      'as native nodeType',
      'unknown-native-node-type',
      question({ upstream: [{ kind: 'native', nodeType: value, name: 'a' }] }),
    ],
    [
      'as nodeType of a nameless reference',
      'incomplete-reference',
      question({ upstream: [{ kind: 'custom', integration: 'Metabase', nodeType: value }] }),
    ],
    [
      'as id of a reference',
      'invalid-attribute',
      question({ upstream: [{ kind: 'custom', integration: 'Metabase', nodeType: 'Question', id: value }] }),
    ],
    [
      'as name of a reference',
      'invalid-attribute',
      question({ upstream: [{ kind: 'custom', integration: 'Metabase', nodeType: 'Question', name: value, id: 'b' }] }),
    ],
  ])('%s', async (_where, code, node) => {
    const other = { name: 'Sales', upstream: [metabase.ref('Question', { id: 'x' })] }; // Makes the ids be indexed.
    const issues = await issuesOf(node, question(other));
    expect(issues.map((issue) => issue.code)).toContain(code);
  });

  test('in a definition', () => {
    const refused = (definition: Anything) => {
      expect(() => defineIntegration(definition)).toThrow(expect.objectContaining({ code: 'CONFIGURATION' }));
    };
    const T = { kind: 'chart' };
    refused(value);
    refused({ name: value, nodeTypes: { T } });
    refused({ name: 'a', nodeTypes: value });
    refused({ name: 'a', nodeTypes: { T }, logoUrl: value });
    refused({ name: 'a', nodeTypes: { T }, identity: value });
    refused({ name: 'a', nodeTypes: { T: value } });
    for (const key of ['kind', 'icon', 'color']) refused({ name: 'a', nodeTypes: { T: { ...T, [key]: value } } });
  });

  test('as input of node()', () => {
    const make = (input: object) => () => metabase.node('Question', { name: 'a', ...input });
    for (const key of ['name', 'id', 'createdAt', 'lastModifiedAt', 'upstream', 'tags', 'fields']) {
      expect(make({ [key]: value })).toThrow(InvalidNodesError);
    }
    expect(() => metabase.node(value, { name: 'a' } as Anything)).toThrow(InvalidNodesError);
    expect(() => metabase.ref(value, 'a')).toThrow(InvalidNodesError);
  });
});

describe('options', () => {
  test.each<readonly [string, Anything, RegExp]>([
    ['null', null, /`options` must be an object .*\(got null\)/],
    ['an unknown one', { allowempty: true }, /unknown property "allowempty".*allowEmpty/],
    ['batch: null', { batch: null }, /`batch` must be an object .*\(got null\)/],
    ['an unknown one in batch', { batch: { maxbytes: 5 } }, /`batch` has an unknown property "maxbytes".*maxBytes/],
    ['a symbol as a limit', { batch: { max: Symbol('x') } }, /`batch.max` must be a whole number.*Symbol\(x\)/],
    ['concurrency: "2"', { concurrency: '2' }, /`concurrency` must be a whole number .*\(got "2"\)/],
    ['checks: null', { checks: null }, /`checks` must be an object/],
    ['checks: "no"', { checks: 'no' }, /`checks` must be an object/],
    ['checks.ignore: null', { checks: { ignore: null } }, /`ignore` must be a list \(got null\)/],
    ['checks.ignore: a string', { checks: { ignore: 'cycle' } }, /`ignore` must be a list \(got "cycle"\)/],
    [
      'an unknown one in checks',
      { checks: { treatAsErrors: ['cycle'] } },
      /`checks` has an unknown property "treatAsErrors".*ignore and treatAsError/,
    ],
    ['a BigInt as a code', { checks: { ignore: [5n] } }, /No check has the code 5/],
    ['onAmbiguous: "x"', { onAmbiguous: 'x' }, /`onAmbiguous` must be one of restart, resend \(got "x"\)/],
    ['onProgress: "x"', { onProgress: 'x' }, /`onProgress` must be a function \(got "x"\)/],
    ['allowEmpty: "no"', { allowEmpty: 'no' }, /`allowEmpty` must be a boolean/],
    ['a signal that is not one', { signal: new AbortController() }, /`signal` must be an AbortSignal/],
  ])('of a publication: %s', async (_what, options, message) => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime(sandbox);
    for (const publishing of [
      paradime.publish(metabase, questions(1), options),
      paradime.publishNodes('uid', questions(1), options),
    ]) {
      await expect(publishing).rejects.toMatchObject({
        code: 'CONFIGURATION',
        message: expect.stringMatching(message),
      });
    }
    expect(sandbox.requests()).toStrictEqual([]);
  });

  test.each<readonly [string, () => unknown, RegExp]>([
    [
      'onEvent: "x"',
      () => new Paradime({ endpoint, credentials, onEvent: 'x' as Anything }),
      /`onEvent` must be a function/,
    ],
    ['fetch: 5', () => new Paradime({ endpoint, credentials, fetch: 5 as Anything }), /`fetch` must be a function/],
    [
      'timeoutMs: "5"',
      () => new Paradime({ endpoint, credentials, timeoutMs: '5' as Anything }),
      /`timeoutMs`.*\(got "5"\)/,
    ],
    [
      'retry: null',
      () => new Paradime({ endpoint, credentials, retry: null as Anything }),
      /`retry` must be an object/,
    ],
    ['retry: 5', () => new Paradime({ endpoint, credentials, retry: 5 as Anything }), /`retry` must be an object/],
    [
      'a misspelt one in retry',
      () => new Paradime({ endpoint, credentials, retry: { maxAttempt: 2 } as Anything }),
      /unknown property "maxAttempt".*maxAttempts/,
    ],
    ['fromEnv(null)', () => Paradime.fromEnv(null as Anything), /environment must be an object/],
    ['fromEnv(env, null)', () => Paradime.fromEnv({}, null as Anything), /Not set in the environment/],
    ['defineIntegration()', () => Reflect.apply(defineIntegration, undefined, []), /has no name/],
    ['planPublication with a wrong manifest', () => planPublication(metabase, [], 5 as Anything), /is damaged/],
  ])('of a client: %s', (_what, make, message) => {
    expect(make).toThrow(expect.objectContaining({ code: 'CONFIGURATION', message: expect.stringMatching(message) }));
  });

  test('a signal that is not one, of a single request', async () => {
    await using sandbox = await startSandbox();
    const listing = new Paradime(sandbox).customIntegrations.list({ signal: {} as Anything });
    await expect(listing).rejects.toMatchObject({ code: 'CONFIGURATION', message: /AbortSignal/ });
    expect(sandbox.requests()).toStrictEqual([]);
  });

  test('a logo that is not an address', async () => {
    await using sandbox = await startSandbox();
    const { customIntegrations } = new Paradime(sandbox);
    const wrong: Anything = { name: 'a', nodeTypes: { T: { kind: 'chart' } }, logoUrl: 5 };
    await expect(customIntegrations.create(wrong)).rejects.toThrow(/`logoUrl` must be a string \(got 5\)/);
    await expect(customIntegrations.update('uid', wrong)).rejects.toThrow(/`logoUrl` must be a string/);
    await expect(customIntegrations.upsert(wrong)).rejects.toThrow(/`logoUrl` must be a string/);
    expect(sandbox.requests()).toStrictEqual([]);
  });
});

describe('what is nested in a node', () => {
  const holed = (first: unknown, last: unknown) => Object.assign(Array(3), { 0: first, 2: last });
  const [dbt, native, uid] = [
    { kind: 'dbt', table: 'orders' },
    { kind: 'native', nodeType: 'LookerLook', name: 'a' },
    { kind: 'custom', integration: { uid: 'u' }, nodeType: 'T', name: 'a' },
  ];

  test.each<readonly [string, object, Issue['code'], Issue['path']]>([
    ['a schema', { upstream: [dbt, { ...dbt, schema: 5 }] }, 'invalid-attribute', ['upstream', 1, 'schema']],
    ['a database', { downstream: [{ ...dbt, database: {} }] }, 'invalid-attribute', ['downstream', 0, 'database']],
    ['an id', { upstream: [{ ...native, id: 7 }] }, 'invalid-attribute', ['upstream', 0, 'id']],
    ['a name', { upstream: [{ ...native, name: 5 }] }, 'invalid-attribute', ['upstream', 0, 'name']],
    [
      'a name besides a uid',
      { upstream: [{ ...uid, integration: { uid: 'u', name: 7 } }] },
      'invalid-attribute',
      ['upstream', 0, 'integration', 'name'],
    ],
    ['an unknown part', { upstream: [{ ...dbt, tabel: 'x' }] }, 'unknown-attribute', ['upstream', 0, 'tabel']],
    [
      'an unknown part of an integration',
      { upstream: [{ ...uid, integration: { uid: 'u', nam: 'x' } }] },
      'unknown-attribute',
      ['upstream', 0, 'integration', 'nam'],
    ],
    ['a hole between references', { upstream: holed(dbt, dbt) }, 'incomplete-reference', ['upstream', 1]],
    ['a hole between tags', { tags: holed('a', 'b') }, 'invalid-attribute', ['tags']],
    ['a hole between fields', { fields: holed({ name: 'a' }, { name: 'b' }) }, 'invalid-attribute', ['fields']],
    ['a description', { fields: [{ name: 'a', description: 5 }] }, 'invalid-attribute', ['fields', 0, 'description']],
    ['a type', { fields: [{ name: 'a' }, { name: 'b', type: {} }] }, 'invalid-attribute', ['fields', 1, 'type']],
    ['a data type', { fields: [{ name: 'a', dataType: true }] }, 'invalid-attribute', ['fields', 0, 'dataType']],
  ])('%s', async (_what, more, code, path) => {
    const expected = { severity: 'error', code, path };
    expect(await issuesOf(question(more))).toMatchObject([expected]);
    const make = () => metabase.node('Question', { name: 'a', ...more } as Anything);
    expect(make).toThrow(expect.objectContaining({ issues: [expect.objectContaining(expected)] }));
  });

  test('absent values, and a row of a database that a reference is made of, are fine', () => {
    const row = { id: '7', name: 'a', description: 'more than a reference has' };
    const upstream = [{ ...dbt, schema: null, database: undefined }, metabase.ref('Question', row)];
    const fields = [{ name: 'a', description: null, type: undefined, more: 'ignored' }];
    const node = metabase.node('Question', { name: 'b', upstream, fields } as Anything);
    expect(checkNodes(metabase, [node, question({ name: 'a', id: '7' })])).toStrictEqual([]);
  });
});

describe('names that end in half of an emoji', () => {
  const halves = ['Sales \ud83d', 'Sales \ud83e'];

  test.each([
    ['names', halves.map((name) => question({ name }))],
    ['ids', halves.map((id, index) => question({ name: `n${index}`, id }))],
    ['a name and the replacement character', ['a\ud800', 'a\ufffd'].map((name) => question({ name }))],
    [
      'names besides an id that is a UUID',
      [
        ...halves.map((name) => question({ name })),
        question({ name: 'x', id: 'aaaaaaaa-bbbb-5ccc-8ddd-eeeeeeeeeeee' }),
      ],
    ],
  ])('%s share a stable id', async (_what, nodes) => {
    expect(await issuesOf(...nodes)).toMatchObject([{ code: 'duplicate-stable-id', node: { index: 1 } }]);
    await using sandbox = await startSandbox();
    const streaming = new Paradime(sandbox).publish(metabase, nodes.values());
    await expect(streaming).rejects.toThrow(/duplicate-stable-id/);
  });

  test('different ones are fine, and so are whole emojis', () => {
    const nodes = ['a\ud83d', 'b\ud83d', '\u{1f600}', '\u{1f601}'].map((name) => question({ name }));
    expect(checkNodes(metabase, nodes)).toStrictEqual([]);
  });
});

test('a message shows control and bidi characters as escapes, and keeps its own line breaks', async () => {
  const hostile = 'X\u001b]0;OWNED\u0007\u001b[2J\u009b31m\u0085\u202eabc\u2066\0\u007f';
  const shown = 'X\\u001b]0;OWNED\\u0007\\u001b[2J\\u009b31m\\u0085\\u202eabc\\u2066\\u0000\\u007f';
  for (const [status, body] of [
    [500, hostile],
    [200, JSON.stringify({ errors: [{ message: hostile }] })],
    [200, JSON.stringify({ data: { listCustomIntegrations: { ok: true, integrations: [{ name: hostile }] } } })],
  ] as const) {
    await using server = await startServerWith(status, body);
    const paradime = new Paradime({ endpoint: server.endpoint, credentials, retry: false });
    const error: unknown = await paradime.customIntegrations.list().catch((reason: unknown) => reason);
    if (!(error instanceof ParadimeError)) throw error;
    expect(error.message).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    expect(error.message).toContain('\\u009b31m');
  }
  expect(new RateLimitError(`a\n${hostile}`).message).toBe(`a\n${shown}`);
  const twice = () => metabase.node('Question', { name: '\u202e', tags: 5, url: 5 } as Anything);
  expect(twice).toThrow(/^2 errors in the nodes:\n {2}Question "\\u202e", /);
});

test('the address of a node is checked in linear time', () => {
  const url = `http://${'a'.repeat(1_000_000)} `;
  const startedAt = performance.now();
  expect(checkNodes(metabase, [question({ url })])).toMatchObject([{ code: 'invalid-url' }]);
  expect(performance.now() - startedAt).toBeLessThan(1000);
});
