import type * as z from 'zod';
import type { Path, Problem } from '../documents/parsed-text.js';
import type { Definition, NodeType } from '../lineage/definition.js';
import type { Node, NodeKind } from '../lineage/node.js';
import { isNativeNodeType, type Reference } from '../lineage/reference.js';
import { withoutUndefined } from '../lineage/without-undefined.js';
import type { NodeFormat } from './layout.js';
import {
  customSchema,
  integrationSchema,
  kindsByAttribute,
  nativeSchema,
  nodeSchema,
  nodeTypeSchema,
  tableSchema,
} from './official-schema.js';
import { mapData, type Validated, validate } from './validate.js';

/** Reads `integration.json`. */
export function readOfficialIntegration(value: unknown): Validated<Pick<Definition, 'name' | 'logoUrl'>> {
  return mapData(validate(integrationSchema, value), ({ name, logo_url: logoUrl }) =>
    withoutUndefined({ name, logoUrl }),
  );
}

/** The node types that could be read, and what is wrong with the others. */
export interface OfficialNodeTypes {
  readonly nodeTypes: Map<string, NodeType>;
  readonly problems: readonly Problem[];
}

/** Reads `node_types.json`. */
export function readOfficialNodeTypes(value: unknown): OfficialNodeTypes {
  const nodeTypes = new Map<string, NodeType>();
  if (!Array.isArray(value)) {
    return { nodeTypes, problems: [{ path: [], message: 'must be a list of node types' }] };
  }
  const problems = value.flatMap((entry, index): readonly Problem[] => {
    const { data, problems: found } = validate(nodeTypeSchema, entry, [index]);
    if (!data) return found;
    const { node_type, icon_name: icon, color, kind } = data;
    if (nodeTypes.has(node_type)) {
      return [{ path: [index, 'node_type'], message: `is ${JSON.stringify(node_type)}, which came before` }];
    }
    nodeTypes.set(node_type, withoutUndefined({ kind, icon, color }));
    return [];
  });
  if (value.length === 0) problems.push({ path: [], message: 'must declare at least one node type' });
  return { nodeTypes, problems };
}

/** The kinds that the nodes of one type have: all of them, and those that nothing states. */
interface KindsOfType {
  readonly all: Set<NodeKind>;
  readonly assumed: Set<NodeKind>;
}

/** How the official client's nodes are read; remembers which kinds they have. */
export interface OfficialFormat extends NodeFormat {
  /** For each node type that states no kind, what its nodes so far were taken for. */
  readonly assumptions: () => readonly Problem[];
  /** Whether a node type states one kind while nodes of it state another: then it is theirs to state. */
  readonly isOverruled: (nodeType: string) => boolean;
}

/**
 * The layout has no kinds: a `kind` on a node, then one on its node type, is taken where it is given; else the rule of
 * the official client applies, which makes a datasource of what names a database, schema or table, and a chart of
 * everything else.
 */
export function officialFormat(nodeTypes: ReadonlyMap<string, NodeType>): OfficialFormat {
  const names = [...nodeTypes.keys()];
  const kinds = new Map<string, KindsOfType>();
  return {
    read: (value) => {
      const { data, problems } = validate(nodeSchema, value);
      if (!data) return { problems };
      const stated = data.kind ?? nodeTypes.get(data.node_type)?.kind;
      const { database_name, schema_name, table_name } = data.attributes ?? {};
      const hasTable = (database_name ?? schema_name ?? table_name) !== undefined;
      const kind = stated ?? (hasTable ? 'datasource' : 'chart');
      const ofType = kinds.get(data.node_type) ?? { all: new Set(), assumed: new Set() };
      kinds.set(data.node_type, ofType);
      ofType.all.add(kind);
      if (stated === undefined) ofType.assumed.add(kind);
      return toNode(kind, data);
    },
    pathOf,
    assumptions: () =>
      [...kinds].flatMap(([nodeType, { assumed }]) => {
        const place = names.indexOf(nodeType);
        if (assumed.size === 0 || place < 0) return [];
        return [{ path: [place], message: describeAssumption(nodeType, assumed) }];
      }),
    isOverruled: (nodeType) => {
      const { all = new Set() } = kinds.get(nodeType) ?? {};
      return [...all].some((kind) => kind !== nodeTypes.get(nodeType)?.kind);
    },
  };
}

function describeAssumption(nodeType: string, kinds: ReadonlySet<NodeKind>): string {
  const shown = [...kinds].map((kind) => `${kind}s`).join(' or ');
  return `the node type ${JSON.stringify(nodeType)} states no kind, so its nodes go out as ${shown}, as with the official client. Add "kind": "chart", "dashboard" or "datasource" to the node type to decide it`;
}

type OfficialNode = z.infer<typeof nodeSchema>;

function toNode(
  kind: NodeKind,
  { name, node_type: nodeType, id, attributes = {}, lineage = {} }: OfficialNode,
): Validated<Node> {
  const problems: Problem[] = [];
  for (const attribute in attributes) {
    const having = kindsByAttribute[attribute] ?? [kind];
    if (having.includes(kind)) continue;
    const message = `is not what a ${kind} has, and the node is one; it belongs to a ${having.join(' or ')}`;
    problems.push({ path: ['attributes', attribute], isKey: true, message });
  }
  const references = (side: 'upstream_dependencies' | 'downstream_dependencies'): readonly Reference[] | undefined =>
    lineage[side]?.flatMap((dependency, index) => {
      const { data, problems: found } = readReference(dependency, ['lineage', side, index]);
      if (data) return [data];
      problems.push(...found);
      return [];
    });
  const common = {
    nodeType,
    name,
    id,
    description: attributes.description,
    url: attributes.url,
    createdAt: attributes.created_at,
    upstream: references('upstream_dependencies'),
    downstream: references('downstream_dependencies'),
  };
  if (problems.length > 0) return { problems };
  const { owner, tags, last_modified_at: lastModifiedAt } = attributes;
  const { database_name: database, schema_name: schema, table_name: table } = attributes;
  const fields = attributes.fields?.map(({ data_type: dataType, ...field }) =>
    withoutUndefined({ ...field, dataType }),
  );
  switch (kind) {
    case 'chart':
      return { data: withoutUndefined({ kind, ...common, owner, tags, lastModifiedAt, fields }) };
    case 'dashboard':
      return { data: withoutUndefined({ kind, ...common, owner, tags, lastModifiedAt }) };
    case 'datasource':
      return { data: withoutUndefined({ kind, ...common, database, schema, table, fields }) };
  }
}

/** A dependency is a table when it names one, native when its node type is, and else a node of a custom integration. */
function readReference(value: unknown, base: Path): Validated<Reference> {
  const { table_name, node_type } = Object(value);
  const hasTable = (table_name ?? undefined) !== undefined;
  if (hasTable || (node_type ?? undefined) === undefined) {
    return mapData(validate(tableSchema, value, base), (data) =>
      withoutUndefined({ kind: 'dbt', table: data.table_name, schema: data.schema_name, database: data.database_name }),
    );
  }
  if (typeof node_type === 'string' && isNativeNodeType(node_type)) {
    return mapData(validate(nativeSchema, value, base), (data) =>
      withoutUndefined({ kind: 'native', nodeType: data.node_type, name: data.node_name, id: data.node_id }),
    );
  }
  return mapData(validate(customSchema, value, base), (data) => {
    const { node_type: nodeType, node_name: name, node_id: id, integration_uid: uid, integration_name = '' } = data;
    const integration = uid === undefined ? integration_name : withoutUndefined({ uid, name: data.integration_name });
    return withoutUndefined({ kind: 'custom', integration, nodeType, name, id });
  });
}

/** Where the official layout has what we call otherwise, or have elsewhere. */
const attributePaths: Readonly<Record<string, Path>> = {
  nodeType: ['node_type'],
  description: ['attributes', 'description'],
  url: ['attributes', 'url'],
  createdAt: ['attributes', 'created_at'],
  lastModifiedAt: ['attributes', 'last_modified_at'],
  owner: ['attributes', 'owner'],
  tags: ['attributes', 'tags'],
  fields: ['attributes', 'fields'],
  database: ['attributes', 'database_name'],
  schema: ['attributes', 'schema_name'],
  table: ['attributes', 'table_name'],
  upstream: ['lineage', 'upstream_dependencies'],
  downstream: ['lineage', 'downstream_dependencies'],
};

const referenceKeys: Readonly<Record<string, readonly string[]>> = {
  table: ['table_name'],
  schema: ['schema_name'],
  database: ['database_name'],
  nodeType: ['node_type'],
  name: ['node_name'],
  id: ['node_id'],
  integration: ['integration_name'],
};

function pathOf([attribute = '', ...rest]: Path): Path {
  const [index, key] = rest;
  const own = attributePaths[attribute] ?? [attribute];
  if (attribute !== 'upstream' && attribute !== 'downstream') return [...own, ...rest];
  return [...own, ...(index === undefined ? [] : [index]), ...(referenceKeys[key ?? ''] ?? [])];
}
