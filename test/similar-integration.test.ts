// Names of integrations that differ by a slip: in references, and from those that are registered.

import fc from 'fast-check';
import { checkNodes, custom, defineIntegration, formatIssues, Paradime } from 'paradime-integrations';
import { startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test } from 'vitest';
import { metabase, questions } from './support/metabase.js';
import { operations } from './support/publishing.js';

const called = (name: string) => defineIntegration({ name, nodeTypes: { Question: { kind: 'chart' } } });

/** The issues of a node of the integration `name` that refers to the integration `other`. */
function issuesOf(name: string, other: Parameters<typeof custom>[0]['integration']) {
  const definition = called(name);
  const upstream = [custom({ integration: other, nodeType: 'Question', name: 'a' })];
  const nodes = [definition.node('Question', { name: 'a' }), definition.node('Question', { name: 'b', upstream })];
  return checkNodes(definition, nodes);
}

const slips = [
  ['another case', 'metabase'],
  ['white space at the end', 'Metabase '],
  ['a space within', 'Meta Base'],
  ['a letter that is missing', 'Metabse'],
  ['a letter too many', 'Metabasse'],
  ['a wrong letter', 'Metabaze'],
  ['two letters that changed places', 'Metabsae'],
] as const;

describe('a reference to an integration', () => {
  test.each(slips)('whose name differs by a slip: %s', (_what, other) => {
    expect(issuesOf('Metabase', other)).toStrictEqual([
      {
        severity: 'warning',
        code: 'similar-integration',
        message: `refers to the integration "${other}", but this integration is called "Metabase"; did you mean "Metabase"?`,
        node: { index: 1, nodeType: 'Question', name: 'b' },
        path: ['upstream', 0, 'integration'],
      },
    ]);
  });

  test.each([
    ['A', 'B'],
    ['Team A', 'Team B'],
    ['Metabase EU', 'Metabase US'],
    ['Metabase', 'Metabase 2'],
    ['Metabase 1', 'Metabase 2'],
    ['Metabase1', 'Metabase2'],
    ['Superset west', 'Superset east'],
    ['Metabase', 'Database'],
    ['Airflow', 'Airbyte'],
    ['Dash', 'Cash'],
    ['-', '_'],
  ])('with another name is fine: %s and %s', (name, other) => {
    expect(issuesOf(name, other)).toStrictEqual([]);
    expect(issuesOf(other, name)).toStrictEqual([]);
  });

  test('by uid is fine, whatever name is given with it', () => {
    expect(issuesOf('Metabase', { uid: 'metabase' })).toStrictEqual([]);
    expect(issuesOf('Metabase', { uid: 'u', name: 'metabase' })).toStrictEqual([]);
  });

  test('is near in both directions, never to itself, and always up to white space and case', () => {
    const codes = (name: string, other: string) => issuesOf(name, other).map(({ code }) => code);
    const name = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom('a', 'B', '1', ' ', '_', 'é', '😀') });
    fc.assert(
      fc.property(
        name.filter((text) => text.trim() !== ''),
        name.filter((text) => text.trim() !== ''),
        (one, other) => {
          expect(codes(one, one)).toStrictEqual([]);
          expect(codes(one, other)).toStrictEqual(codes(other, one));
          const isBare = /^[\s_]*$/.test(one);
          expect(codes(one, ` ${one}`)).toStrictEqual(isBare ? [] : ['similar-integration']);
        },
      ),
    );
  });
});

describe('the first publication', () => {
  test.each(slips)('reports a registered integration whose name differs by a slip: %s', async (_what, other) => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime(sandbox);
    await paradime.customIntegrations.create(metabase);
    const message = `the integration "${other}" is not registered yet, but "Metabase" is; did you mean "Metabase"?`;
    const { issues, integration } = await paradime.publish(called(other), questionsOf(other));
    expect(issues).toStrictEqual([
      {
        severity: 'warning',
        code: 'similar-integration',
        message,
        node: { nodeType: 'integration', name: other },
        path: ['name'],
      },
    ]);
    expect(formatIssues(issues)).toBe(`warning: ${message} (similar-integration)`);
    expect(integration.outcome).toBe('created');
    expect((await paradime.publish(called(other), questionsOf(other))).issues).toStrictEqual([]);
  });

  test('is refused before anything is registered, if that is treated as an error', async () => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime(sandbox);
    await paradime.customIntegrations.create(metabase);
    const checks = { treatAsError: ['similar-integration'] } as const;
    for (const source of [questionsOf('metabase'), questionsOf('metabase').values()]) {
      const publishing = paradime.publish(called('metabase'), source, { checks });
      await expect(publishing).rejects.toMatchObject({
        code: 'INVALID_NODES',
        message:
          'Nothing was registered: the integration "metabase" is not registered yet, but "Metabase" is; did you mean "Metabase"? Fix the name, or ignore `similar-integration`.',
        issues: [{ severity: 'error', code: 'similar-integration' }],
      });
    }
    expect(operations(sandbox)).toStrictEqual([
      'AddCustomIntegration',
      'ListCustomIntegrations',
      'ListCustomIntegrations',
    ]);
    await paradime.publish(metabase, questions(1), { checks });
  });

  test('says nothing if the code is ignored, or without checks', async () => {
    for (const checks of [{ ignore: ['similar-integration'] } as const, false as const]) {
      await using sandbox = await startSandbox();
      const paradime = new Paradime(sandbox);
      await paradime.customIntegrations.create(metabase);
      expect((await paradime.publish(called('metabase'), questionsOf('metabase'), { checks })).issues).toStrictEqual(
        [],
      );
    }
  });
});

function questionsOf(name: string) {
  return [called(name).node('Question', { name: 'a' })];
}
