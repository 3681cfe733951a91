import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLSchema } from 'graphql';

/** The API's schema as this package knows it, from the SDL that its types come from. */
export function readLocalSchema(): GraphQLSchema {
  return readSchema('paradime.graphql');
}

/** The schema of what the sandbox tells about itself. */
export function readSandboxSchema(): GraphQLSchema {
  return readSchema('sandbox.graphql');
}

function readSchema(name: string): GraphQLSchema {
  return buildSchema(readFileSync(new URL(`../schema/${name}`, import.meta.url), 'utf8'));
}
