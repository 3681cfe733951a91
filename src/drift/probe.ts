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
  parse,
  print,
} from 'graphql';
import { operations } from './operations.js';

/**
 * Documents that speak of every type, field, argument and enum value of the local schema, and that change nothing on any
 * server: each is a query, and what it has of mutations is in a fragment that a query cannot spread. A server that
 * validates refuses it and says what it does not know; one that did not would find nothing there to execute.
 */
export function probesOf(schema: GraphQLSchema): readonly DocumentNode[] {
  const mutations = schema.getMutationType()?.name ?? 'Mutation';
  const probe = (variables: string, query: string, mutation: string): DocumentNode =>
    parse(`query Probe${variables} { ...Never ${query} } fragment Never on ${mutations} ${mutation}`);
  const ofValues = [schema.getQueryType(), schema.getMutationType()].flatMap((root) =>
    fieldsOf(root).map(({ name, args, type }) => {
      const values = args.map((argument) => `${argument.name}: ${everyValue(argument.type, 0)}`).join(' ');
      const field = `${name}${values && `(${values})`} ${everyField(type)}`;
      return root?.name === mutations ? probe('', '', `{ ${field} }`) : probe('', field, '{ __typename }');
    }),
  );
  const ofVariables = operations.flatMap(({ operation, variableDefinitions = [], selectionSet }) =>
    operation === 'mutation' ? [probe(`(${variableDefinitions.map(print).join(' ')})`, '', print(selectionSet))] : [],
  );
  return [...ofValues, ...ofVariables, ...ofTypes(schema, probe)];
}

/** The variable by which a probe asks for the type of an argument: used where it cannot be, the server names the type. */
const askingVariable = /^ask_(\w+)_(\w+)$/;

/** Asks for the types of the arguments that take input objects, whatever these are called there. */
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

/** The argument that a variable of a probe asks the type of. */
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

/** A selection of all fields of a type, and of all of theirs. */
function everyField(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return '';
  return `{ ${fieldsOf(named)
    .map((field) => `${field.name} ${everyField(field.type)}`)
    .join(' ')} }`;
}

/** A value in which every field of the type occurs, and over the elements of lists every value of its enums. */
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

/** How many elements of a list show all values of the enums in them; lists within have elements of their own. */
function variety(type: GraphQLInputType): number {
  if (isNonNullType(type)) return variety(type.ofType);
  if (isEnumType(type)) return type.getValues().length;
  if (!isInputObjectType(type)) return 1;
  return Math.max(...Object.values(type.getFields()).map((field) => variety(field.type)));
}
