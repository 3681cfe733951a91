import type { Path, Problem } from '../documents/parsed-text.js';
import { typedStableId } from '../identity/stable-id.js';
import { isRecord } from '../is-record.js';
import { notDeclared } from '../lineage/check-node.js';
import { type Definition, plainDefinition } from '../lineage/definition.js';
import type { Node, NodeKind } from '../lineage/node.js';
import { anyNodeSchema, definitionSchema, nodeSchemas } from './bundle-schema.js';
import type { Layout } from './layout.js';
import { mapData, type Validated, validate } from './validate.js';
import { kind } from './vocabulary.js';

/** Reads the definition of a bundle. Its nodes are returned as they are, for the returned format to read. */
export function readBundle(document: unknown): Layout & { readonly nodes: unknown } {
  const bundle = withEmptyTypes(document);
  const { data, problems = [] } = validate(definitionSchema, bundle);
  const definition = data && plainDefinition(data);
  const { nodeTypes, nodes } = propertiesOf(bundle);
  const kinds = kindsByType(nodeTypes);
  const isTyped = data?.identity === 'type-and-name';
  return {
    definition,
    problems,
    nodes,
    format: {
      read: (value) =>
        mapData(readNode(value, kinds, definition), (node) =>
          isTyped && !node.id ? { ...node, id: typedStableId(node.nodeType, node.name) } : node,
        ),
      pathOf: (path) => path,
    },
  };
}

function propertiesOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

/** A copy in which the node type `Board:`, null in YAML, has no properties. Otherwise null would count as absent. */
function withEmptyTypes(document: unknown): unknown {
  if (!isRecord(document) || !isRecord(document['nodeTypes'])) return document;
  const nodeTypes = Object.entries(document['nodeTypes']).map(([nodeType, look]) => [nodeType, look ?? {}]);
  return { ...document, nodeTypes: Object.fromEntries(nodeTypes) };
}

/** Reads kinds from the document rather than the definition, so that nodes can be checked even if that is invalid. */
function kindsByType(nodeTypes: unknown): ReadonlyMap<unknown, NodeKind> {
  return new Map(
    Object.entries(propertiesOf(nodeTypes)).flatMap(([nodeType, look]) => {
      const { data } = kind.safeParse(propertiesOf(look)['kind']);
      return data === undefined ? [] : [[nodeType, data]];
    }),
  );
}

function readNode(
  value: unknown,
  kinds: ReadonlyMap<unknown, NodeKind>,
  definition: Definition | undefined,
): Validated<Node> {
  const { kind: own, nodeType } = propertiesOf(value);
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
  if (definition === undefined) return []; // The problems of the definition are reported instead.
  const isDeclared = Object.hasOwn(definition.nodeTypes, nodeType);
  const path: Path = isDeclared ? [] : ['nodeType'];
  const type = JSON.stringify(nodeType);
  const message = isDeclared
    ? `has no kind, and neither has its node type ${type}: set "kind" of either to chart, dashboard or datasource`
    : notDeclared(nodeType, definition);
  return [{ path, message }];
}
