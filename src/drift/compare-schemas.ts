import { type Change, CriticalityLevel, diff } from '@graphql-inspector/core';
import type { GraphQLSchema } from 'graphql';
import { alignNames } from './align.js';

/** How much a difference matters to a client of the local schema. */
export type DriftSeverity = 'breaking' | 'dangerous' | 'safe';

/** A difference between the schema this library was made for and the one a server has. */
export interface Drift {
  readonly severity: DriftSeverity;
  /** What is different: `Mutation.addCustomIntegration.name`. */
  readonly path: string;
  readonly message: string;
}

export interface SchemaComparison {
  /** Breaking ones first. */
  readonly drifts: readonly Drift[];
  /** The local names of types by their live ones, where these differ to no effect. */
  readonly renamed: ReadonlyMap<string, string>;
}

const severities: Readonly<Record<CriticalityLevel, DriftSeverity>> = {
  [CriticalityLevel.Breaking]: 'breaking',
  [CriticalityLevel.Dangerous]: 'dangerous',
  [CriticalityLevel.NonBreaking]: 'safe',
};

const order: readonly DriftSeverity[] = ['breaking', 'dangerous', 'safe'];

/**
 * Compares the local schema with a live one, in what both are about: a live schema may have much else. Descriptions do not
 * count, nor do the names of types that no operation speaks of.
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

/** Whether a change is of a type that the local schema has, and more than a root field that it does not know. */
function isRelevant({ type, path = '', criticality }: Change, local: GraphQLSchema): boolean {
  const [root = '', field = ''] = path.split('.');
  if (/DESCRIPTION|DIRECTIVE|DEPRECATION/.test(type) || !local.getType(root)) return false;
  const roots = [local.getQueryType(), local.getMutationType()];
  const rootType = roots.find((candidate) => candidate?.name === root);
  return !rootType || field in rootType.getFields() || criticality.level !== CriticalityLevel.NonBreaking;
}
