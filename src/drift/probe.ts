import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  print,
} from 'graphql';
import { operations, optionalOperations } from './operations.js';

/**
 * Makes documents that mention every type, field, argument and enum value of the local schema, and change nothing on any
 * server. Each is a query, and its mutations stand in a fragment that a query cannot spread. A server that validates
 * refuses it and reports what it does not know. A server that does not validate finds nothing in it to execute.
 * Of the operations that a server may lack, only what this library sends of them is mentioned.
 */
export function probesOf(schema: GraphQLSchema): readonly DocumentNode[] {
  const mutations = schema.getMutationType()?.name ?? 'Mutation';
  const probe = (variables: string, query: string, mutation: string): DocumentNode =>
    parse(`query Probe${variables} { ...Never ${query} } fragment Never on ${mutations} ${mutation}`);
  const ofValues = [schema.getQueryType(), schema.getMutationType()].flatMap((root) =>
    fieldsOf(root).flatMap(({ name, args, type }) => {
      if (optionalOperations.has(name)) return [];
      const values = args.map((argument) => `${argument.name}: ${everyValue(argument.type, 0)}`).join(' ');
      const field = `${name}${values && `(${values})`} ${everyField(type)}`;
      return root?.name === mutations ? probe('', '', `{ ${field} }`) : probe('', field, '{ __typename }');
    }),
  );
  const ofVariables = operations.flatMap(({ operation, variableDefinitions = [], selectionSet }) => {
    const variables = variableDefinitions.length > 0 ? `(${variableDefinitions.map(print).join(' ')})` : '';
    if (operation === 'mutation') return [probe(variables, '', print(selectionSet))];
    const sent = selectionSet.selections.filter(
      (field) => field.kind === Kind.FIELD && optionalOperations.has(field.name.value),
    );
    return sent.map((field) => probe(variables, print(field), '{ __typename }'));
  });
  return [...ofValues, ...ofVariables, ...ofTypes(schema, probe)];
}

/** The variable by which a probe asks for an argument's type. It has the wrong type, so the server's error names the right one. */
const askingVariable = /^ask_(\w+)_(\w+)$/;

/** Probes that ask for the types of the arguments that take input objects, whatever the server calls them. */
function ofTypes(
  schema: GraphQLSchema,
  probe: (variables: string, query: string, mutation: string) => DocumentNode,
): readonly DocumentNode[] {
  return fieldsOf(schema.getMutationType()).flatMap(({ name, args }) => {
    const asked = args.filter(({ type }) => isInputObjectType(getNamedType(type)));
    if (asked.length === 0) return [];
    const variables = asked.map((argument) => `$ask_${name}_${argument.name}: Boolean`).join(' ');
    const values = args.map((argument) => {
      const value = asked.includes(argument) ? `$ask_${name}_${argument.name}` : everyValue(argument.type, 0);
      return `${argument.name}: ${value}`;
    });
    return [probe(`(${variables})`, '', `{ ${name}(${values.join(' ')}) { __typename } }`)];
  });
}

/** The argument whose type a probe asks for with this variable. */
export function askedArgument(schema: GraphQLSchema, variable: string) {
  const [, field, name] = askingVariable.exec(variable) ?? [];
  const argument = fieldsOf(schema.getMutationType())
    .find((candidate) => candidate.name === field)
    ?.args.find((candidate) => candidate.name === name);
  return argument && { path: `${schema.getMutationType()?.name}.${field}.${name}`, type: String(argument.type) };
}

function fieldsOf(type: GraphQLObjectType | null | undefined) {
  return Object.values(type?.getFields() ?? {});
}

/** A selection of all fields of a type, and of all their fields in turn. */
function everyField(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return '';
  return `{ ${fieldsOf(named)
    .map((field) => `${field.name} ${everyField(field.type)}`)
    .join(' ')} }`;
}

/** A value with every field of the type. The elements of its lists show every value of the enums in them. */
function everyValue(type: GraphQLInputType, index: number): string {
  if (isNonNullType(type)) return everyValue(type.ofType, index);
  if (isListType(type)) {
    const elements = Array.from({ length: variety(type.ofType) }, (_, place) => everyValue(type.ofType, place));
    return `[${elements.join(' ')}]`;
  }
  if (isEnumType(type)) {
    const values = type.getValues();
    return values[index % values.length]?.name ?? 'null';
  }
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).map((field) => `${field.name}: ${everyValue(field.type, index)}`);
    return `{ ${fields.join(' ')} }`;
  }
  return { Int: '0', Float: '0', Boolean: 'false' }[type.name] ?? '""';
}

/** How many elements a list needs to show all values of the enums in them. Nested lists have their own elements. */
function variety(type: GraphQLInputType): number {
  if (isNonNullType(type)) return variety(type.ofType);
  if (isEnumType(type)) return type.getValues().length;
  if (!isInputObjectType(type)) return 1;
  return Math.max(...Object.values(type.getFields()).map((field) => variety(field.type)));
}
