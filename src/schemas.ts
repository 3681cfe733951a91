import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { packageFile } from './package-file.js';

/** Reads the API's schema as this package knows it: the SDL from which its types are generated. */
export function readLocalSchema(): GraphQLSchema {
  return readSchema('paradime.graphql');
}

/** Reads the schema by which the sandbox shows its own state. */
export function readSandboxSchema(): GraphQLSchema {
  return readSchema('sandbox.graphql');
}

function readSchema(name: string): GraphQLSchema {
  return buildSchema(readFileSync(packageFile(`schema/${name}`), 'utf8'));
}
