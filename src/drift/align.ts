import {
  buildASTSchema,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
  Kind,
  type NameNode,
  parse,
  printSchema,
  specifiedScalarTypes,
  visit,
} from 'graphql';
import { namedTypes } from './operations.js';

/**
 * Gives the types of a live schema the names that the local schema uses in the same places. Operations mention only a few
 * type names. Most were never published, so the local schema had to choose its own.
 */
export function alignNames(local: GraphQLSchema, live: GraphQLSchema): AlignedSchema {
  const renamed = new Map<string, string>();
  const seen = new Set<string>();
  const queue: Pair[] = rootsOf(local).flatMap((root, place) => {
    const other = rootsOf(live)[place];
    return root && other ? [[root, other]] : [];
  });
  for (const [here, there] of queue) {
    if (seen.has(here.name)) continue;
    seen.add(here.name);
    const isFree = !namedTypes.has(here.name) && !live.getType(here.name) && !renamed.has(there.name);
    const isSameKind = here.constructor === there.constructor && !isBuiltIn(here) && !isBuiltIn(there);
    if (here.name !== there.name && isFree && isSameKind && !local.getType(there.name))
      renamed.set(there.name, here.name);
    queue.push(...pairsWithin(here, there));
  }
  return { schema: renamed.size === 0 ? live : rename(live, renamed), renamed };
}

/** A live schema under the names of the local one. */
export interface AlignedSchema {
  readonly schema: GraphQLSchema;
  /** The local names of types by their live names, where the two differ. */
  readonly renamed: ReadonlyMap<string, string>;
}

type Pair = readonly [here: GraphQLNamedType, there: GraphQLNamedType];

function rootsOf(schema: GraphQLSchema) {
  return [schema.getQueryType(), schema.getMutationType()];
}

function isBuiltIn(type: GraphQLNamedType): boolean {
  return specifiedScalarTypes.some(({ name }) => name === type.name);
}

/** Pairs the types that two types have in the same places: those of their fields and of the fields' arguments. */
function pairsWithin(here: GraphQLNamedType, there: GraphQLNamedType): readonly Pair[] {
  if (isEnumType(here) || isEnumType(there)) return [];
  if (isInputObjectType(here) && isInputObjectType(there)) {
    return pairsOf(Object.values(here.getFields()), Object.values(there.getFields()));
  }
  if (!isObjectType(here) || !isObjectType(there)) return [];
  const fields = there.getFields();
  return Object.values(here.getFields()).flatMap((field) => {
    const other = fields[field.name];
    if (!other) return [];
    return [[getNamedType(field.type), getNamedType(other.type)] as const, ...pairsOf(field.args, other.args)];
  });
}

type Input = Pick<GraphQLInputField, 'name' | 'type'>;

function pairsOf(here: readonly Input[], there: readonly Input[]): readonly Pair[] {
  return here.flatMap(({ name, type }) => {
    const other = there.find((candidate) => candidate.name === name);
    return other ? [[getNamedType(type), getNamedType(other.type)] as const] : [];
  });
}

function rename(schema: GraphQLSchema, names: ReadonlyMap<string, string>): GraphQLSchema {
  const renameNode = <Node extends { readonly name: NameNode }>(node: Node): Node => {
    const name = names.get(node.name.value);
    return name === undefined ? node : { ...node, name: { kind: Kind.NAME, value: name } };
  };
  const document = visit(parse(printSchema(schema)), {
    NamedType: renameNode,
    ObjectTypeDefinition: { leave: renameNode },
    InputObjectTypeDefinition: { leave: renameNode },
    EnumTypeDefinition: { leave: renameNode },
    ScalarTypeDefinition: { leave: renameNode },
    InterfaceTypeDefinition: { leave: renameNode },
    UnionTypeDefinition: { leave: renameNode },
  });
  return buildASTSchema(document);
}
