import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Paradime } from 'paradime-integrations';
import { startSandbox } from 'paradime-integrations/sandbox';
import { expect, test } from 'vitest';
import { metabase } from './support/metabase.js';
import { variablesOf } from './support/program.js';

const run = promisify(execFile);
const folder = 'examples/own-operations';

test('examples/own-operations: what is generated is fresh', { timeout: 60_000 }, async () => {
  const { NODE_ENV: _, ...env } = process.env;
  await run('node_modules/.bin/graphql-codegen', ['--config', `${folder}/codegen.ts`, '--check'], { env });
});

test('examples/own-operations: the program asks what the client does not', { timeout: 60_000 }, async () => {
  await using sandbox = await startSandbox();
  const { customIntegrations } = new Paradime(sandbox);
  const { integration } = await customIntegrations.upsert(metabase);
  await customIntegrations.update(integration.uid, { active: false });
  const env = { ...process.env, ...variablesOf(sandbox) };
  const { stdout } = await run('node', ['--import', 'tsx', `${folder}/main.ts`], { env });
  expect(stdout).toBe('Metabase, inactive: Model (ORANGE), Question (TEAL), Dashboard (ORANGE)\n');
});
