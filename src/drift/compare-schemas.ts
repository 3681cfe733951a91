import { type Change, CriticalityLevel, diff } from '@graphql-inspector/core';
import type { GraphQLSchema } from 'graphql';
import { alignNames } from './align.js';

/**
 * Compares the local schema with a live one. Ignores descriptions, directives and deprecations, types and root fields
 * that only the live schema has, and the names of types that no operation mentions.
 */
export async function compareSchemas(local: GraphQLSchema, live: GraphQLSchema): Promise<SchemaComparison> {
  const { schema, renamed } = alignNames(local, live);
  const changes = (await diff(local, schema)).filter((change) => isRelevant(change, local));
  const drifts = changes.map(
    ({ criticality, path = '', message }): Drift => ({ severity: severities[criticality.level], path, message }),
  );
  return {
    drifts: drifts.toSorted((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity)),
    renamed,
  };
}

export interface SchemaComparison {
  /** The differences, breaking ones first. */
  readonly drifts: readonly Drift[];
  /** The local names of types by their live names, where a differing name has no effect. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** A difference between the schema this library was made for and the one a server has. */
export interface Drift {
  readonly severity: DriftSeverity;
  /** Where the difference is, such as `Mutation.addCustomIntegration.name`. */
  readonly path: string;
  readonly message: string;
}

/** How much a difference matters to a client of the local schema. */
export type DriftSeverity = 'breaking' | 'dangerous' | 'safe';

const severities: Readonly<Record<CriticalityLevel, DriftSeverity>> = {
  [CriticalityLevel.Breaking]: 'breaking',
  [CriticalityLevel.Dangerous]: 'dangerous',
  [CriticalityLevel.NonBreaking]: 'safe',
};

const order: readonly DriftSeverity[] = ['breaking', 'dangerous', 'safe'];

/** Whether a change concerns a type of the local schema, and is more than a new root field. */
function isRelevant({ type, path = '', criticality }: Change, local: GraphQLSchema): boolean {
  const [root = '', field = ''] = path.split('.');
  if (/DESCRIPTION|DIRECTIVE|DEPRECATION/.test(type) || !local.getType(root)) return false;
  const roots = [local.getQueryType(), local.getMutationType()];
  const rootType = roots.find((candidate) => candidate?.name === root);
  return !rootType || field in rootType.getFields() || criticality.level !== CriticalityLevel.NonBreaking;
}
