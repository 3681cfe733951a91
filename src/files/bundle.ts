import type { Problem } from '../documents/parsed-text.js';
import { mapData, type Validated, validate } from '../documents/validate.js';
import { typedStableId } from '../identity/stable-id.js';
import { isKeyOf, isRecord } from '../is-record.js';
import { notDeclared } from '../lineage/checks/check-node.js';
import { type Definition, type NodeType, plainDefinition } from '../lineage/definition.js';
import type { Node, NodeKind } from '../lineage/node.js';
import { withoutUndefined } from '../lineage/without-undefined.js';
import { anyNodeSchema, definitionSchema, nodeSchemas } from './bundle-schema.js';
import { type Layout, sketchOf } from './layout.js';
import { withOwnIntegration } from './nodes/short-references.js';
import { kind } from './vocabulary.js';

/** Reads the definition of a bundle. Its nodes are returned as they are, for the returned format to read. */
export function readBundle(document: unknown): Layout & { readonly nodes: unknown; readonly dbt: readonly string[] } {
  const bundle = withEmptyTypes(document);
  const { data, problems = [] } = validate(definitionSchema, bundle);
  const { name, nodeTypes, nodes, identity = 'name' } = propertiesOf(bundle);
  const definition = data && plainDefinition(data);
  const outline = definition ?? outlineOf(name, nodeTypes);
  const types = propertiesOf(nodeTypes);
  const kinds = new Map(Object.entries(types).map(([nodeType, look]) => [nodeType, kindOf(look)]));
  const isTyped = identity !== 'name'; // If it cannot be read, the one that finds fewer duplicates.
  return {
    definition,
    outline,
    problems,
    nodes,
    dbt: data?.dbt === undefined ? [] : [data.dbt].flat(),
    format: {
      read: (value) =>
        mapData(readNode(value, kinds, types, outline), (read) => {
          const node = withOwnIntegration(read, outline?.name ?? '');
          return isTyped && !node.id ? { ...node, id: typedStableId(node.nodeType, node.name) } : node;
        }),
      pathOf: (path) => path,
      identify: (value) => {
        const { nodeType, name: ofNode, id } = propertiesOf(value);
        const sketch = sketchOf(nodeType, ofNode, id);
        const { nodeType: type, name: own, id: ownId, hasBadId } = sketch;
        if (!isTyped || type === undefined || own === undefined || ownId || hasBadId) return sketch;
        return { ...sketch, id: typedStableId(type, own) };
      },
    },
  };
}

/** The name and the node types, if those can be read, with as much of each type as can be. */
function outlineOf(name: unknown, nodeTypes: unknown): Definition | undefined {
  if (typeof name !== 'string' || !isRecord(nodeTypes)) return undefined;
  const looks = Object.entries(nodeTypes).map(([nodeType, look]): [string, NodeType] => {
    const { icon } = propertiesOf(look);
    return [nodeType, withoutUndefined({ kind: kindOf(look), icon: typeof icon === 'string' ? icon : undefined })];
  });
  return { name, nodeTypes: Object.fromEntries(looks) };
}

/** The kind of a node type, which is readable even if other parts of the definition are not. */
function kindOf(look: unknown): NodeKind | undefined {
  return kind.safeParse(propertiesOf(look)['kind']).data;
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

function readNode(
  value: unknown,
  kinds: ReadonlyMap<unknown, NodeKind | undefined>,
  types: Readonly<Record<string, unknown>>,
  outline: Definition | undefined,
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
      return { problems: problems ?? withoutKind(data.nodeType, types, outline) };
    }
  }
}

function withKind<Kind extends NodeKind, Data extends object>(
  kind: Kind,
  read: Validated<Data>,
): Validated<Omit<Data, 'kind'> & { readonly kind: Kind }> {
  return mapData(read, (data) => ({ ...data, kind }));
}

function withoutKind(
  nodeType: string,
  types: Readonly<Record<string, unknown>>,
  outline: Definition | undefined,
): readonly Problem[] {
  if (outline === undefined) return []; // The problems of the definition are reported instead.
  if (!isKeyOf(types, nodeType)) return [{ path: ['nodeType'], message: notDeclared(nodeType, outline) }];
  const look = types[nodeType];
  if (!isRecord(look) || look['kind'] !== undefined) return []; // The problem of the node type is reported instead.
  const type = JSON.stringify(nodeType);
  const message = `has no kind, and neither has its node type ${type}: set "kind" of either to chart, dashboard or datasource`;
  return [{ path: [], code: 'kind-mismatch', message }];
}
