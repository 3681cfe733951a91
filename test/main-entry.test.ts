import { build } from 'esbuild';
import { expect, test } from 'vitest';

test('the main entry carries neither files, sandbox, explorer nor program, and no package but those of the client', async () => {
  const { metafile } = await build({
    entryPoints: ['src/index.ts'],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
  });
  const inputs = Object.keys(metafile.inputs);
  expect(inputs.filter((file) => /^src\/(files|sandbox|cli|drift)\/|^explorer\//.test(file))).toStrictEqual([]);
  const packages = inputs.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
  expect([...new Set(packages)].toSorted()).toStrictEqual(['@0no-co/graphql.web', '@urql/core', 'leven', 'wonka']);
});
