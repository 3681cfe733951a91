// The job in examples/metabase-rows.ts, run as a process against the sandbox.

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Paradime } from 'paradime-integrations';
import { startSandbox } from 'paradime-integrations/sandbox';
import { expect, test } from 'vitest';
import { readCards, readDashboards } from '../examples/metabase-api.js';
import { blocksOf } from './support/markdown.js';
import { variablesOf } from './support/program.js';

const root = fileURLToPath(new URL('../', import.meta.url));
const job = readFileSync(new URL('../examples/metabase-rows.ts', import.meta.url), 'utf8');

test('publishes all cards that are not archived, all dashboards, and all references', { timeout: 60_000 }, async () => {
  await using sandbox = await startSandbox();
  const { stdout } = await promisify(execFile)('node', ['--import', 'tsx', 'examples/metabase-rows.ts'], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...variablesOf(sandbox) },
  });
  expect(stdout).toBe('{ chart: 136, dashboard: 40, datasource: 20 }\n');

  const [rows, dashboards] = [await readCards(), await readDashboards()];
  expect([rows.length, dashboards.length]).toStrictEqual([160, 40]);
  const cards = rows.filter(({ archived }) => !archived);
  const ids = new Set(cards.map(({ id }) => id));
  const edges = dashboards.flatMap(({ dashcards }) => dashcards.filter(({ card_id }) => ids.has(card_id ?? 0)));

  const [integration] = await new Paradime(sandbox).customIntegrations.list();
  const nodes = sandbox.nodes(integration?.uid ?? '');
  expect(nodes.map(({ stableId }) => stableId).toSorted()).toStrictEqual(
    [...cards.map(({ id }) => `${id}`), ...dashboards.map(({ id }) => `dashboard-${id}`)].toSorted(),
  );
  const upstream = nodes.flatMap(({ lineage }) => lineage?.upstreamReferences ?? []);
  const tables = upstream.flatMap(({ referencesToSqlTables }) => referencesToSqlTables);
  const references = upstream.flatMap(({ referencesToCustomIntegrations }) => referencesToCustomIntegrations);
  expect([tables.length, edges.length]).toStrictEqual([20, 196]);
  expect(references).toHaveLength(136 + edges.length);
});

test('takes fewer than 45 lines, and no value by hand for what is absent', () => {
  expect(job.trimEnd().split('\n').length).toBeLessThan(45);
  expect(job).not.toMatch(/\?\?|undefined/);
});

test('docs/authoring.md shows its code', () => {
  const page = readFileSync(new URL('../docs/authoring.md', import.meta.url), 'utf8');
  const shown = blocksOf(page).filter(({ code }) => code.includes('metabase.collect('));
  expect(shown).toHaveLength(2);
  for (const { code } of shown) expect(job).toContain(code);
});
