import { fileURLToPath } from 'node:url';
import type { CodegenConfig } from '@graphql-codegen/cli';

/** Generates types and documents for the operations in this folder, from the schema in the package. */
const config: CodegenConfig = {
  schema: fileURLToPath(import.meta.resolve('paradime-integrations/schema/paradime.graphql')),
  documents: fileURLToPath(new URL('operations/*.graphql', import.meta.url)),
  generates: {
    [fileURLToPath(new URL('generated.ts', import.meta.url))]: {
      plugins: ['typescript-operations', 'typed-document-node'],
      config: { useTypeImports: true, enumsAsTypes: true, strictScalars: true, skipTypename: true },
    },
  },
};

export default config;
