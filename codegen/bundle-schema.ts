// Writes the JSON Schema of bundles, which editors use for completion, from the validators that read bundles.
// With --check it only checks that the written schema is up to date.

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { anyReference, bundleSchema, reference } from '../src/files/bundle-schema.js';

const file = fileURLToPath(new URL('../schema/integration.schema.json', import.meta.url));
const { $schema: _, ...forms } = z.toJSONSchema(anyReference, { io: 'input', target: 'draft-7' });
const schema = z.toJSONSchema(bundleSchema, {
  io: 'input',
  target: 'draft-7',
  override: ({ zodSchema, jsonSchema }) => {
    if (zodSchema === reference) Object.assign(jsonSchema, forms);
  },
});
const text = `${JSON.stringify({ title: 'Integration for Paradime, by paradime-integrations', ...schema }, undefined, 2)}\n`;

if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  console.error('schema/integration.schema.json is stale: run npm run codegen.');
  process.exitCode = 1;
}
