import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLSchema } from 'graphql';

/** The API's schema as this package knows it, from the SDL that its types come from. */
export function readLocalSchema(): GraphQLSchema {
  return buildSchema(readFileSync(new URL('../schema/paradime.graphql', import.meta.url), 'utf8'));
}
