// Compiles a program that names tables of a dbt project, with the types that the program `types` writes for it, and prints
// the seconds it takes as JSON. Arguments: the number of tables, and how often to measure.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [count, rounds] = process.argv.slice(2).map(Number);
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'paradime-integrations-types-'));
const run = (...args) =>
  execFileSync('node', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

/** Half of the tables are models, half belong to sources. */
const nodes = Array.from({ length: count }, (_, n) => {
  const isSource = n % 2 === 1;
  const name = `table_number_${n}_of_the_project`;
  const common = { package_name: 'shop', name, database: 'analytics', description: `What the table ${n} is about.` };
  return isSource
    ? {
        ...common,
        resource_type: 'source',
        source_name: `source_${n % 100}`,
        schema: `source_${n % 100}`,
        identifier: name,
      }
    : { ...common, resource_type: 'model', schema: `schema_${n % 100}`, alias: name, config: {} };
});
const isSource = ({ resource_type }) => resource_type === 'source';
const byId = (some) => Object.fromEntries(some.map((node) => [`${node.resource_type}.shop.${node.name}`, node]));

const head = "import { dbt } from 'paradime-integrations';";
const strings = nodes.slice(0, 100).flatMap(({ name, schema }) => [`dbt('${name}');`, `dbt('${schema}.${name}');`]);
const objects = nodes
  .slice(0, 20)
  .map(({ name, source_name }) =>
    source_name ? `dbt({ source: '${source_name}.${name}' });` : `dbt({ model: '${name}' });`,
  );
const compilerOptions = {
  ...{ strict: true, module: 'nodenext', target: 'es2023', lib: ['es2023', 'dom'], types: [], noEmit: true },
  ...{ skipLibCheck: true, paths: { 'paradime-integrations': [join(root, 'dist/index.d.ts')] } },
};
const files = {
  'manifest.json': JSON.stringify({
    metadata: {
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json',
      dbt_version: '1.12.0',
      generated_at: '2026-11-01T02:00:00Z',
    },
    nodes: byId(nodes.filter((node) => !isSource(node))),
    sources: byId(nodes.filter(isSource)),
  }),
  'strings.ts': [head, ...strings].join('\n'),
  'objects.ts': [head, ...strings, ...objects].join('\n'),
  'tsconfig.open.json': JSON.stringify({ compilerOptions, files: ['strings.ts'] }),
  'tsconfig.strings.json': JSON.stringify({ compilerOptions, files: ['strings.ts', 'names.ts'] }),
  'tsconfig.objects.json': JSON.stringify({ compilerOptions, files: ['objects.ts', 'names.ts'] }),
};

function seconds(...args) {
  const startedAt = performance.now();
  run(...args);
  return (performance.now() - startedAt) / 1000;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

try {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const write = seconds(join(root, 'dist/cli/main.js'), 'types', '--dbt', 'manifest.json', '--output', 'names.ts');
  const tsc = join(dirname(fileURLToPath(import.meta.resolve('typescript/package.json'))), 'bin/tsc');
  const compile = (what) =>
    median(Array.from({ length: rounds }, () => seconds(tsc, '--project', `tsconfig.${what}.json`)));
  const bytes = statSync(join(folder, 'names.ts')).size;
  const [open, named, withObjects] = [compile('open'), compile('strings'), compile('objects')];
  console.log(JSON.stringify({ write, bytes, open, named, eachObject: (withObjects - named) / objects.length }));
} finally {
  rmSync(folder, { recursive: true });
}
