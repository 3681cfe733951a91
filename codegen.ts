import type { CodegenConfig } from '@graphql-codegen/cli';

const config: CodegenConfig = {
  schema: 'schema/paradime.graphql',
  documents: 'operations/*.graphql',
  generates: {
    'src/generated/graphql.ts': {
      plugins: [
        { add: { content: '// Written by `npm run codegen` from schema/ and operations/. Do not edit.' } },
        'typescript-operations',
        'typed-document-node',
      ],
      config: {
        strictScalars: true,
        defaultScalarType: 'unknown',
        scalars: { Int: 'number', String: 'string', Boolean: 'boolean' },
        immutableTypes: true,
        useTypeImports: true,
        arrayInputCoercion: false,
        enumsAsTypes: true,
        enumType: 'string-literal',
        skipTypename: true,
        dedupeFragments: true,
      },
    },
    'src/generated/icon-name.ts': { plugins: ['./codegen/blueprint-icons.js'], config: { emit: 'type' } },
    'src/generated/icon-names.ts': { plugins: ['./codegen/blueprint-icons.js'], config: { emit: 'list' } },
  },
};

export default config;
