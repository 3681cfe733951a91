import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { anyIntegration } from './support/any-integration.js';
import { yaml } from './support/bundle.js';

describe('the JSON Schema for editors', async () => {
  const schema = fileURLToPath(new URL('../schema/integration.schema.json', import.meta.url));
  const isValid = new Ajv({ strict: false }).compile(JSON.parse(await readFile(schema, 'utf8')));

  test('accepts every integration that can be written', () => {
    fc.assert(
      fc.property(anyIntegration, ({ definition, nodes }) => {
        expect(isValid(JSON.parse(JSON.stringify({ ...definition, nodes })))).toBe(true);
      }),
    );
    expect(isValid(parse(yaml.replace('    description:\n', '')))).toBe(true);
  });

  test.each([
    ['a misspelt property', yaml.replace('table: orders', 'tabel: orders')],
    ['an unknown colour', yaml.replace('ORANGE', 'BLUE')],
    ['a property of another kind', yaml.replace('kind: dashboard', 'kind: dashboard\n    table: x')],
    ['no node types', yaml.replace('nodeTypes:', 'nodeType:')],
    ['a reference of an unknown kind', yaml.replace('kind: dbt', 'kind: table')],
  ])('refuses %s', (_, text) => {
    expect(isValid(parse(text))).toBe(false);
  });
});
