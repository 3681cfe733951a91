import { fullName } from '../lineage/tables/table-index.js';
import type { DbtRelation } from './relation.js';
import { docComment, literal } from './typescript-text.js';

/**
 * Writes a TypeScript file that adds names to the `Register` of this package: those of the tables of a dbt project, of
 * registered integrations, or both. The same names result in the same file.
 */
export function declareNames({ relations, integrations }: NamesToDeclare): string {
  return [
    '// Written by `paradime-integrations types`. Do not edit it: run the command again.',
    '// @ts-nocheck: it needs no checking, and skipping that saves time',
    '/* eslint-disable */',
    '// biome-ignore-all lint: generated',
    '// biome-ignore-all format: generated',
    '',
    "import type {} from 'paradime-integrations';",
    '',
    "declare module 'paradime-integrations' {",
    '  interface Register {',
    ...(relations ? linesOfRelations(relations) : []),
    ...(integrations ? linesOfIntegrations(integrations) : []),
    '  }',
    '}',
    '',
  ].join('\n');
}

/** The names that the compiler gets to know. Whatever is absent stays open: any string is accepted for it. */
export interface NamesToDeclare {
  readonly relations?: readonly DbtRelation[] | undefined;
  readonly integrations?: readonly RegisteredIntegration[] | undefined;
}

interface RegisteredIntegration {
  readonly name: string;
  readonly nodeTypes: readonly { readonly nodeType: string }[];
}

/** The relations that have a name. Several have if the name is ambiguous. */
type Names = Map<string, Set<DbtRelation>>;

function linesOfRelations(relations: readonly DbtRelation[]): readonly string[] {
  const tables: Names = new Map();
  const models: Names = new Map();
  const sources = new Map<string, Names>();
  for (const relation of relations) {
    const { name, sourceName, schema, table } = relation;
    const ofDbt = sourceName === undefined ? modelNames(relation) : [`${sourceName}.${name}`];
    for (const each of [table, fullName({ schema, table }), ...ofDbt]) addName(tables, each, relation);
    if (sourceName !== undefined) addName(entryOf(sources, sourceName, newNames), name, relation);
    else for (const each of ofDbt) addName(models, each, relation);
  }
  return [
    '    tables: {',
    ...linesOfNames(tables, '      ', firstParagraph),
    '    };',
    '    models: {',
    ...linesOfNames(models, '      '),
    '    };',
    '    sources: {',
    ...sorted(sources).flatMap(([source, names]) => [
      `      ${literal(source)}: {`,
      ...linesOfNames(names, '        '),
      '      };',
    ]),
    '    };',
  ];
}

/** The names that `ref` takes, as dbt writes them: `orders.v2` for a version, and `orders` for the latest one. */
function modelNames({ name, version, isLatestVersion }: DbtRelation): readonly string[] {
  if (version === undefined) return [name];
  return isLatestVersion === false ? [`${name}.v${version}`] : [`${name}.v${version}`, name];
}

/** `describe` shortens the descriptions, which can be pages long. */
function linesOfNames(
  names: Names,
  indent: string,
  describe = (description: string) => description,
): readonly string[] {
  return sorted(names).flatMap(([name, its]) => {
    const descriptions = [...new Set([...its].map(({ description = '' }) => describe(description.trim())))].toSorted();
    return [...docComment(descriptions.join('\n\n').trim()), `${literal(name)}: true;`].map((line) => indent + line);
  });
}

function firstParagraph(description: string): string {
  return description.split(/\r?\n\s*\n/, 1).join();
}

function linesOfIntegrations(integrations: readonly RegisteredIntegration[]): readonly string[] {
  const byName = new Map<string, Set<string>>();
  for (const { name, nodeTypes } of integrations) {
    const types = entryOf(byName, name, () => new Set<string>());
    for (const { nodeType } of nodeTypes) types.add(nodeType);
  }
  return [
    '    integrations: {',
    ...sorted(byName).flatMap(([name, types]) => [
      `      ${literal(name)}: {`,
      ...[...types].toSorted().map((type) => `        ${literal(type)}: true;`),
      '      };',
    ]),
    '    };',
  ];
}

function addName(names: Names, name: string, relation: DbtRelation): void {
  entryOf(names, name, () => new Set<DbtRelation>()).add(relation);
}

const newNames = (): Names => new Map();

function entryOf<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** The entries in the order of their keys, whichever the language of the machine. */
function sorted<Value>(map: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] {
  return [...map].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
