import type { CodegenConfig } from '@graphql-codegen/cli';

const operationTypes = {
  strictScalars: true,
  defaultScalarType: 'unknown',
  scalars: { Int: 'number', Float: 'number', String: 'string', Boolean: 'boolean' },
  immutableTypes: true,
  useTypeImports: true,
  arrayInputCoercion: false,
  enumsAsTypes: true,
  enumType: 'string-literal',
  skipTypename: true,
  dedupeFragments: true,
} as const;

const config: CodegenConfig = {
  generates: {
    'src/generated/graphql.ts': {
      schema: 'schema/paradime.graphql',
      documents: 'operations/*.graphql',
      plugins: [
        { add: { content: '// Written by `npm run codegen` from schema/ and operations/. Do not edit.' } },
        'typescript-operations',
        'typed-document-node',
      ],
      config: operationTypes,
    },
    'src/generated/sandbox.ts': {
      schema: 'schema/sandbox.graphql',
      documents: 'explorer/operations/*.graphql',
      plugins: [
        { add: { content: '// Written by `npm run codegen` from schema/ and explorer/operations/. Do not edit.' } },
        'typescript-operations',
        'typed-document-node',
      ],
      config: operationTypes,
    },
    'src/generated/icon-name.ts': {
      schema: 'schema/paradime.graphql',
      plugins: ['./codegen/blueprint-icons.js'],
      config: { emit: 'type' },
    },
    'src/generated/icon-names.ts': {
      schema: 'schema/paradime.graphql',
      plugins: ['./codegen/blueprint-icons.js'],
      config: { emit: 'list' },
    },
  },
};

export default config;
