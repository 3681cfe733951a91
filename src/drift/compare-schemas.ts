import { type Change, CriticalityLevel, diff } from '@graphql-inspector/core';
import { type GraphQLSchema, validate } from 'graphql';
import { alignNames } from './align.js';
import { optionalOperations } from './operations.js';
import { rootNames, withoutFields } from './without-fields.js';

/**
 * Compares the local schema with a live one. Ignores descriptions, directives and deprecations, types and root fields
 * that only the live schema has, and the names of types that no operation mentions. A server may lack the operations
 * that publishing does not need; differences in these are breaking only if a request of this library fails.
 */
export async function compareSchemas(local: GraphQLSchema, live: GraphQLSchema): Promise<SchemaComparison> {
  const { schema, renamed } = alignNames(local, live);
  const missing = [...optionalOperations.keys()].filter((field) => pathOf(field, local) && !pathOf(field, schema));
  const expected = withoutFields(local, new Set(missing));
  const core = withoutFields(local, new Set(optionalOperations.keys()));
  const present = [...optionalOperations].filter(([field]) => pathOf(field, schema));
  const isUsable = present.every(([, { document }]) => validate(schema, document).length === 0);
  const changes = (await diff(expected, schema)).filter((change) => isRelevant(change, expected));
  const drifts = changes.map(({ criticality, path = '', message }): Drift => {
    const severity = severities[criticality.level];
    return {
      severity: severity === 'breaking' && isUsable && !isIn(core, path) ? 'dangerous' : severity,
      path,
      message,
    };
  });
  drifts.push(...missing.map((field) => missingOperation(field, pathOf(field, local) ?? field)));
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

/** The drift of an operation that a server may lack and does lack. */
export function missingOperation(field: string, path: string): Drift {
  const { neededBy } = optionalOperations.get(field) ?? {};
  return { severity: 'dangerous', path, message: `Not available on this server. Only ${neededBy} needs it` };
}

/** The path of a root field, such as `Query.listBoltRuns`. Undefined if the schema does not have it. */
function pathOf(field: string, schema: GraphQLSchema): string | undefined {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  const root = roots.find((candidate) => candidate && field in candidate.getFields());
  return root ? `${root.name}.${field}` : undefined;
}

/** Whether this place is part of the schema. */
function isIn(schema: GraphQLSchema, path: string): boolean {
  const [type = '', field = ''] = path.split('.');
  if (rootNames(schema).includes(type)) return pathOf(field, schema) !== undefined;
  return schema.getType(type) !== undefined;
}

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
