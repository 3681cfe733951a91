// diff and planPublication agree, whatever the two versions hold; and what diff says of a value is true.

import fc from 'fast-check';
import { defineIntegration, type Node, planPublication } from 'paradime-integrations';
import { expect, test } from 'vitest';
import { hasChanges } from '../src/cli/changes/changes.js';
import { changesToJson } from '../src/cli/changes/changes-to-json.js';
import { changesToMarkdown } from '../src/cli/changes/changes-to-markdown.js';
import { valuesOf } from '../src/cli/changes/node-record.js';
import { shortenPair } from '../src/cli/changes/shorten.js';
import { compareIntegrations } from '../src/cli/commands/diff/compare-integrations.js';
import { toManifestText } from '../src/plan/manifest.js';
import { anyIntegration } from './support/any-integration.js';

const metabase = defineIntegration({
  name: 'Metabase',
  nodeTypes: { Model: { kind: 'datasource' }, Question: { kind: 'chart' } },
});
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const word = fc.constantFrom('', 'a', 'b', '`', '\n');
const references = maybe(
  fc.array(
    fc.oneof(
      word.map((end) => ({ kind: 'dbt' as const, table: `t${end}` })),
      word.map((end) => metabase.ref('Question', `n${end}`)),
    ),
    { maxLength: 3 },
  ),
);
const node: fc.Arbitrary<Node> = fc.record({
  kind: fc.constant('chart' as const),
  nodeType: fc.constant('Question'),
  name: fc.constantFrom('n', 'na', 'nb', 'nc', 'nd'),
  id: maybe(fc.constantFrom('1', '2', '3')),
  owner: maybe(word),
  description: maybe(word),
  createdAt: maybe(fc.constantFrom(0, 1)),
  tags: maybe(fc.array(word, { maxLength: 3 })),
  fields: maybe(fc.array(fc.record({ name: word, description: maybe(word) }), { maxLength: 2 })),
  upstream: references,
  downstream: references,
});

/** An integration as it is read from files. */
const asFiles = (definition: Parameters<typeof planPublication>[0], nodes: readonly Node[]) => ({
  definition,
  nodes,
  nodeCount: nodes.length,
  nodesByType: new Map<string, number>(),
  assumptions: [],
  warnings: [],
  locate: () => Promise.resolve([]),
});

const compare = (before: readonly Node[], after: readonly Node[]) =>
  compareIntegrations(asFiles(metabase, before), asFiles(metabase, after));

test('diff finds what planPublication finds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(node, { maxLength: 6 }), fc.array(node, { maxLength: 6 }), async (before, after) => {
      const manifest = {
        version: 1,
        integration: { uid: 'u', name: 'Metabase' },
        definition: metabase,
        nodes: before.map(toManifestText),
      } as const;
      const plan = planPublication(metabase, after, manifest);
      const changes = await compare(before, after);
      expect(changes.plan).toStrictEqual(plan);
      expect(changes.changed).toMatchObject(plan.changed);
      expect(changes.removed).toMatchObject(plan.removed);
      const { counts } = plan;
      expect(hasChanges(changes)).toBe(counts.added + counts.changed + counts.removed > 0);
      for (const { changes: its, attributes } of changes.changed) {
        expect(its.map(({ attribute }) => attribute)).toStrictEqual(attributes);
      }
      for (const { from, to } of changes.renamed) {
        expect(plan.removed).toContainEqual(from);
        expect(plan.added).toContainEqual(to);
      }
    }),
    { numRuns: 500 },
  );
});

test('values before and after are those of the two versions', async () => {
  await fc.assert(
    fc.asyncProperty(node, node, async (one, other) => {
      const [was, is] = [
        { ...one, id: '1' },
        { ...other, id: '1' },
      ];
      const { changed } = await compare([was], [is]);
      const values = [was, is].map((version) => valuesOf(version, 'Metabase'));
      for (const change of changed[0]?.changes ?? []) {
        if (change.attribute === 'name') continue;
        const [from, to] = values.map((its) => its.get(change.attribute));
        if ('from' in change) expect([change.from, change.to]).toStrictEqual([from ?? null, to ?? null]);
        else if ('added' in change) {
          const applied = [...(from ?? [])];
          for (const entry of change.removed) applied.splice(applied.indexOf(entry), 1);
          expect([...applied, ...change.added].toSorted()).toStrictEqual([...(to ?? [])].toSorted());
        } else expect.unreachable();
      }
    }),
    { numRuns: 500 },
  );
});

test('an integration is the same as itself, and any two can be compared and written', async () => {
  await fc.assert(
    fc.asyncProperty(anyIntegration, anyIntegration, async (one, other) => {
      const [was, is] = [one, other].map(({ definition, nodes }) => asFiles(definition, nodes));
      if (!was || !is) expect.unreachable();
      expect(hasChanges(await compareIntegrations(was, was))).toBe(false);
      const changes = await compareIntegrations(was, is);
      JSON.stringify(changesToJson(changes));
      const report = { integration: is.definition.name, notes: [], definition: undefined, changes, findings: [] };
      const lines = changesToMarkdown(report).trimEnd().split('\n');
      // Each line is one that the program begins, and no line break of a name gets through.
      for (const line of lines) expect(line).toMatch(/^(## |### |\*\*Nodes|- | {2}- |Whether |\d+ references? lost|$)/);
    }),
    { numRuns: 300 },
  );
}, 60_000);

test('cut strings show the place where they differ', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 200 }),
      fc.string({ maxLength: 5 }),
      fc.string({ maxLength: 200 }),
      (a, b, c) => {
        const [one, other] = [`${a}${b}x${c}`, `${a}${b}y${c}`];
        const [was, is] = shortenPair(one, other, 80);
        expect(was).not.toBe(is);
        expect(Math.max(was.length, is.length)).toBeLessThanOrEqual(82);
      },
    ),
  );
});
