import { Kind } from 'graphql';
import * as generated from '../generated/graphql.js';

/** The name of an operation that this library sends. */
export type OperationName = NameOf<keyof typeof generated>;

type NameOf<Key> = Key extends `${infer Name}Document` ? Name : never;

export const operationNames: readonly string[] = Object.values(generated).flatMap(({ definitions }) =>
  definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION && definition.name ? [definition.name.value] : [],
  ),
);
