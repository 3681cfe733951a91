import type { Path, Problem } from '../documents/parsed-text.js';
import { notDeclared } from '../lineage/check-node.js';
import { type Definition, plainDefinition } from '../lineage/definition.js';
import type { Node, NodeKind } from '../lineage/node.js';
import { typedStableId } from '../lineage/stable-id.js';
import { anyNodeSchema, definitionSchema, nodeSchemas } from './bundle-schema.js';
import type { Layout } from './layout.js';
import { mapData, type Validated, validate } from './validate.js';
import { kind } from './vocabulary.js';

/** A bundle's definition, and how to read nodes that are written as its own are. */
export function readBundle(document: unknown): Layout {
  fillEmptyTypes(Reflect.get(Object(document), 'nodeTypes'));
  const { data, problems = [] } = validate(definitionSchema, document);
  const definition = data && plainDefinition(data);
  const kinds = kindsByType(Reflect.get(Object(document), 'nodeTypes'));
  const isTyped = data?.identity === 'type-and-name';
  return {
    definition,
    problems,
    format: {
      read: (value) =>
        mapData(readNode(value, kinds, definition), (node) =>
          isTyped && !node.id ? { ...node, id: typedStableId(node.nodeType, node.name) } : node,
        ),
      pathOf: (path) => path,
    },
  };
}

/** `Board:` in YAML is a node type of which nothing is said, and no absent one. */
function fillEmptyTypes(nodeTypes: unknown): void {
  for (const [nodeType, look] of Object.entries(Object(nodeTypes))) {
    if (look === null) Reflect.set(Object(nodeTypes), nodeType, {});
  }
}

/** Taken from what the document has, so that nodes can be read and their problems told although a definition is wrong. */
function kindsByType(nodeTypes: unknown): ReadonlyMap<string, NodeKind> {
  return new Map(
    Object.entries(Object(nodeTypes)).flatMap(([nodeType, look]) => {
      const { data } = kind.safeParse(Reflect.get(Object(look), 'kind'));
      return data === undefined ? [] : [[nodeType, data]];
    }),
  );
}

function readNode(
  value: unknown,
  kinds: ReadonlyMap<string, NodeKind>,
  definition: Definition | undefined,
): Validated<Node> {
  const { kind: own, nodeType } = Object(value);
  switch (own ?? kinds.get(nodeType)) {
    case 'chart':
      return withKind('chart', validate(nodeSchemas.chart, value));
    case 'dashboard':
      return withKind('dashboard', validate(nodeSchemas.dashboard, value));
    case 'datasource':
      return withKind('datasource', validate(nodeSchemas.datasource, value));
    default: {
      const { data, problems } = validate(anyNodeSchema, value);
      return { problems: problems ?? withoutKind(data.nodeType, definition) };
    }
  }
}

function withKind<Kind extends NodeKind, Data extends object>(
  kind: Kind,
  read: Validated<Data>,
): Validated<Omit<Data, 'kind'> & { readonly kind: Kind }> {
  return mapData(read, (data) => ({ ...data, kind }));
}

function withoutKind(nodeType: string, definition: Definition | undefined): readonly Problem[] {
  if (definition === undefined) return []; // Its own problems are told.
  const isDeclared = Object.hasOwn(definition.nodeTypes, nodeType);
  const path: Path = isDeclared ? [] : ['nodeType'];
  const type = JSON.stringify(nodeType);
  const message = isDeclared
    ? `states no kind, nor does its node type ${type}: give one of them a kind, which is chart, dashboard or datasource`
    : notDeclared(nodeType, definition);
  return [{ path, message }];
}
