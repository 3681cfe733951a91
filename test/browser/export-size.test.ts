import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../support/program.js';

const folder = mkdtempSync(join(tmpdir(), 'export-size-'));

/** The size of the exported page of an integration with this many nodes. */
async function sizeOf(count: number): Promise<number> {
  const nodes = Array.from({ length: count }, (_, place) => ({
    nodeType: 'Chart',
    name: `Revenue of product ${place} in region ${(place * 7_919) % 1_000}`,
    description: `Shows the revenue of product ${place}, by month and by store.`,
    fields: Array.from({ length: 6 }, (_, field) => ({
      name: `field_${field}_${(place * 31 + field * 17) % 997}`,
      description: `The value ${field} of product ${(place * 13) % 4_001}`,
    })),
    upstream: [{ kind: 'dbt', table: `fct_revenue_${place % 300}` }],
  }));
  const file = join(folder, `${count}.json`);
  writeFileSync(file, JSON.stringify({ name: 'Estate', nodeTypes: { Chart: { kind: 'chart' } }, nodes }));
  const page = join(folder, `${count}.html`);
  const { code } = await run(['preview', file, '--html', page]);
  expect(code).toBe(0);
  return statSync(page).size;
}

test('an exported page takes less than half a kilobyte for each node', async () => {
  const [small, large] = [await sizeOf(1), await sizeOf(5_000)];
  expect((large - small) / 5_000).toBeLessThan(500);
  expect(large).toBeLessThan(5_000_000);
});
