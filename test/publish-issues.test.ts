// The warnings that a publication reports, and how they are shown.

import {
  checkNodes,
  dbt,
  defineIntegration,
  formatIssues,
  type Issue,
  type Node,
  Paradime,
} from 'paradime-integrations';
import { startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test } from 'vitest';
import { metabase, questions } from './support/metabase.js';

const mistakes = [
  metabase.node('Question', { name: 'dangling', upstream: [metabase.ref('Model', 'nope')] }),
  metabase.node('Question', { name: 'itself', upstream: [metabase.ref('Question', 'itself')] }),
  metabase.node('Question', { name: 'address', url: 'example' }),
  metabase.node('Question', { name: 'capitals', upstream: [dbt('Orders')] }),
  ...['a', 'b'].map((id) => metabase.node('Question', { name: 'twin', id })),
];
const codesOf = (issues: readonly Issue[]) => issues.map(({ code }) => code).toSorted();
const codes = ['dangling-reference', 'duplicate-node', 'invalid-url', 'mixed-case-table', 'self-reference'] as const;
const knownOneByOne = ['invalid-url', 'mixed-case-table'] as const;

async function* stream(nodes: Iterable<Node> = mistakes): AsyncGenerator<Node> {
  yield* nodes;
}

describe('report.issues', () => {
  test('of an array has all warnings of checkNodes', async () => {
    await using sandbox = await startSandbox();
    const { issues } = await new Paradime(sandbox).publish(metabase, mistakes);
    expect(issues).toStrictEqual(checkNodes(metabase, mistakes));
    expect(codesOf(issues)).toStrictEqual(codes);
  });

  test.each([
    ['an iterable', () => mistakes.values()],
    ['an async iterable', () => stream()],
    ['a function', () => () => stream()],
  ])('of a stream has those of the nodes one by one: %s', async (_what, source) => {
    await using sandbox = await startSandbox();
    const { issues } = await new Paradime(sandbox).publish(metabase, source());
    expect(codesOf(issues)).toStrictEqual(knownOneByOne);
    expect(issues.map(({ node }) => node.index)).toStrictEqual([2, 3]);
  });

  test('of a function that returns an array has all warnings', async () => {
    await using sandbox = await startSandbox();
    const { issues } = await new Paradime(sandbox).publish(metabase, () => mistakes);
    expect(codesOf(issues)).toStrictEqual(codes);
  });

  test('is empty without warnings, for ignored codes, and without checks', async () => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime(sandbox);
    expect((await paradime.publish(metabase, questions(3))).issues).toStrictEqual([]);
    expect((await paradime.publish(metabase, mistakes, { checks: { ignore: codes } })).issues).toStrictEqual([]);
    expect((await paradime.publish(metabase, mistakes, { checks: false })).issues).toStrictEqual([]);
  });

  test('of publishNodes has the warnings that need no definition', async () => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime(sandbox);
    const { integration } = await paradime.publish(metabase, questions(1));
    const { issues } = await paradime.publishNodes(integration.uid, mistakes);
    expect(codesOf(issues)).toStrictEqual(['duplicate-node', ...knownOneByOne]);
  });

  test.each([
    ['an array', mistakes, codes],
    ['a function', () => stream(), knownOneByOne],
  ] as const)('has each warning once when the publication starts again: %s', async (_what, source, expected) => {
    const effect = { type: 'reset', processed: true } as const;
    const faults = [{ operation: 'AddCustomIntegrationNodes', call: 2, effect }] as const;
    await using sandbox = await startSandbox({ faults });
    const paradime = new Paradime({ ...sandbox, retry: { initialDelayMs: 1 } });
    const { issues, restarts } = await paradime.publish(metabase, source, { batch: { initial: 2, max: 2 } });
    expect([restarts, codesOf(issues)]).toStrictEqual([1, expected]);
  });

  test('keeps 10,000 warnings of a stream', async () => {
    await using sandbox = await startSandbox();
    const capitals = Array.from({ length: 10_001 }, (_, index) =>
      metabase.node('Question', { name: `q${index}`, upstream: [dbt('Orders')] }),
    );
    const { issues } = await new Paradime(sandbox).publish(metabase, stream(capitals));
    expect(issues).toHaveLength(10_000);
    expect(issues.at(-1)?.node.index).toBe(9_999);
  });

  test.each(codes)('a warning that is treated as an error refuses the nodes: %s', async (code) => {
    await using sandbox = await startSandbox();
    const publishing = new Paradime(sandbox).publish(metabase, mistakes, { checks: { treatAsError: [code] } });
    await expect(publishing).rejects.toMatchObject({ code: 'INVALID_NODES', issues: { length: 5 } });
    await expect(publishing).rejects.toThrow(new RegExp(`\\(${code}\\)\\.$`));
    expect(sandbox.requests()).toStrictEqual([]);
  });
});

describe('formatIssues', () => {
  test('has a line for each: severity, node, message and code', async () => {
    await using sandbox = await startSandbox();
    const { issues } = await new Paradime(sandbox).publish(metabase, mistakes.slice(2, 4));
    expect(formatIssues(issues)).toBe(
      [
        'warning: Question "address" (node 1), url: should be an http or https address (got "example") (invalid-url)',
        'warning: Question "capitals" (node 2), upstream[0].table: refers to the table "Orders"; Paradime matches names in lower case, so write "orders" (mixed-case-table)',
      ].join('\n'),
    );
    expect(formatIssues([])).toBe('');
  });

  test('begins with the place of a located issue', () => {
    const node = { nodeType: 'Question', name: 'a', index: 1 };
    const issue = { severity: 'error', code: 'duplicate-stable-id', message: 'is twice', node, path: ['id'] } as const;
    const [location, otherLocation] = [19, 7].map((line) => ({ file: 'a.yaml', line, column: 5 }));
    expect(formatIssues([{ ...issue, location, otherLocation }])).toBe(
      'a.yaml:19:5: error: Question "a" (node 2), id: is twice (duplicate-stable-id); the other is at a.yaml:7:5',
    );
    expect(formatIssues([{ ...issue, location: { file: 'nodes.jsonl' } }])).toMatch(/^nodes\.jsonl: error: /);
  });

  test('an issue of a node type says what it is about, without a node', () => {
    const node = { nodeType: 'Question', name: '' };
    const message = 'the icon "x" is not in Blueprint\'s library';
    const path = ['nodeTypes', 'Question', 'icon'];
    expect(formatIssues([{ severity: 'warning', code: 'unknown-icon', message, node, path }])).toBe(
      `warning: ${message} (unknown-icon)`,
    );
  });

  test('an issue takes one line, whatever a name contains', () => {
    const odd = defineIntegration({ name: 'Odd', nodeTypes: { 'T\n::error::\u001b[31m': { kind: 'chart' } } });
    const nodes = [odd.node('T\n::error::\u001b[31m', { name: 'a\nb', url: '\rx' })];
    const text = formatIssues(checkNodes(odd, nodes));
    expect(text).toMatch(/^warning: T\\n::error::\\u001b\[31m "a\\nb"/);
    expect(text.split(/\r|\n/)).toHaveLength(1);
  });
});
