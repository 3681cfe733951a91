// Writes a manifest of dbt, then prints the time and peak memory of reading it, each in a process of its own. Argument:
// models.

import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const models = Number(process.argv[2]);
const words = 'select customer order amount revenue total daily region product from join where group status'.split(' ');

/** The same words in the same order each time. */
function createText() {
  let place = 0;
  const next = () => {
    place = (place * 31 + 7) % 9_973;
    return words[place % words.length];
  };
  return (length) => Array.from({ length }, next).join(' ');
}

/** A manifest with these models, each with 12 described columns, as the pieces of its text. */
function* manifestOf(count) {
  const text = createText();
  const metadata = {
    dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json',
    dbt_version: '1.10.6',
    generated_at: '2026-01-05T08:26:10.689413Z',
    adapter_type: 'snowflake',
  };
  yield `{"metadata":${JSON.stringify(metadata)},"nodes":{`;
  for (let index = 0; index < count; index++) {
    const name = `${words[index % words.length]}_${index}`;
    const columns = Array.from({ length: 12 }, (_, place) => {
      const column = { name: `column_${place}`, description: text(12), meta: {}, data_type: 'varchar', tags: [] };
      return [column.name, { ...column, constraints: [], config: { meta: {}, tags: [] } }];
    });
    const model = {
      ...{ database: 'ANALYTICS', schema: `MARTS_${index % 40}`, name, alias: name, resource_type: 'model' },
      ...{ package_name: 'shop', unique_id: `model.shop.${name}`, config: { enabled: true, materialized: 'table' } },
      ...{ tags: ['nightly'], description: text(20), columns: Object.fromEntries(columns), raw_code: text(160) },
      ...{ compiled_code: text(250), depends_on: { macros: [], nodes: index > 0 ? ['model.shop.select_0'] : [] } },
    };
    yield `${index > 0 ? ',' : ''}${JSON.stringify(model.unique_id)}:${JSON.stringify(model)}`;
  }
  yield '},"sources":{},"exposures":{},"disabled":{},"macros":{}}';
}

const programs = {
  library: `
    const { readDbtProject } = await import(${JSON.stringify(new URL('../dist/dbt/index.js', import.meta.url).href)});
    const { relations } = await readDbtProject(file);
    if (relations.length !== ${models}) throw new Error('relations are missing');`,
  parse: `
    const { readFileSync } = await import('node:fs');
    JSON.parse(readFileSync(file, 'utf8'));`,
};

function measure(program, file) {
  const source = `const file = ${JSON.stringify(file)};
    const startedAt = performance.now();
    ${program}
    const ms = performance.now() - startedAt;
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    console.log(JSON.stringify({ ms, cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024 }));`;
  return JSON.parse(execFileSync('node', ['--input-type=module', '--eval', source], { encoding: 'utf8' }));
}

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
try {
  const file = join(folder, 'manifest.json');
  await pipeline(Readable.from(manifestOf(models)), createWriteStream(file));
  const runs = Array.from({ length: 3 }, () => ({
    library: measure(programs.library, file),
    parse: measure(programs.parse, file),
  }));
  console.log(JSON.stringify({ megabytes: statSync(file).size / 1e6, runs }));
} finally {
  rmSync(folder, { recursive: true });
}
