import {
  buildASTSchema,
  type DefinitionNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  Kind,
  parse,
  printSchema,
  visit,
} from 'graphql';

/** The schema without these root fields, and without the types that only they need. */
export function withoutFields(schema: GraphQLSchema, fields: ReadonlySet<string>): GraphQLSchema {
  const roots = rootNames(schema);
  const { definitions } = visit(parse(printSchema(schema)), {
    ObjectTypeDefinition: (node) => {
      if (!roots.includes(node.name.value)) return undefined;
      const kept = node.fields?.filter(({ name }: FieldDefinitionNode) => !fields.has(name.value)) ?? [];
      return { ...node, fields: kept };
    },
  });
  const byName = new Map(definitions.flatMap((node) => ('name' in node && node.name ? [[node.name.value, node]] : [])));
  const needed = new Set<DefinitionNode>();
  const need = (name: string): void => {
    const node = byName.get(name);
    if (node === undefined || needed.has(node)) return;
    needed.add(node);
    visit(node, { NamedType: (type) => need(type.name.value) });
  };
  for (const name of roots) need(name);
  const others = definitions.filter((node) => node.kind === Kind.SCHEMA_DEFINITION);
  return buildASTSchema({ kind: Kind.DOCUMENT, definitions: [...others, ...needed] });
}

/** The names of the types of queries and mutations. */
export function rootNames(schema: GraphQLSchema): readonly string[] {
  return [schema.getQueryType(), schema.getMutationType()].flatMap((type) => (type ? [type.name] : []));
}
