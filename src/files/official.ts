import type * as z from 'zod';
import type { Path, Problem } from '../documents/parsed-text.js';
import { mapData, type Validated, validate } from '../documents/validate.js';
import { isRecord } from '../is-record.js';
import type { Definition, NodeType } from '../lineage/definition.js';
import type { Node, NodeKind } from '../lineage/node.js';
import { isNativeNodeType, type Reference } from '../lineage/reference.js';
import { withoutUndefined } from '../lineage/without-undefined.js';
import { type NodeFormat, sketchOf } from './layout.js';
import {
  attributePaths,
  customSchema,
  integrationSchema,
  kindsByAttribute,
  nativeSchema,
  nodeSchema,
  nodeTypeSchema,
  type OfficialAttribute,
  tableSchema,
} from './official-schema.js';
import type { Attribute } from './vocabulary.js';

/** Reads `integration.json`. */
export function readOfficialIntegration(value: unknown): Validated<Pick<Definition, 'name' | 'logoUrl'>> {
  return mapData(validate(integrationSchema, value), ({ name, logo_url: logoUrl }) =>
    withoutUndefined({ name, logoUrl }),
  );
}

/** The node types that could be read, and the problems of the others. */
export interface OfficialNodeTypes {
  readonly nodeTypes: Map<string, NodeType>;
  /** Those that could be read, and the others by name alone. Absent if the names of some could not be read. */
  readonly outline: ReadonlyMap<string, NodeType> | undefined;
  readonly problems: readonly Problem[];
}

/** Reads `node_types.json`. */
export function readOfficialNodeTypes(value: unknown): OfficialNodeTypes {
  const nodeTypes = new Map<string, NodeType>();
  if (!Array.isArray(value)) {
    return { nodeTypes, outline: undefined, problems: [{ path: [], message: 'must be a list of node types' }] };
  }
  const broken = new Map<string, NodeType>();
  let hasAllNames = value.length > 0;
  const problems = value.flatMap((entry, index): readonly Problem[] => {
    const { data, problems: found } = validate(nodeTypeSchema, entry, [index]);
    if (!data) {
      const { node_type: name }: Readonly<Record<string, unknown>> = isRecord(entry) ? entry : {};
      if (typeof name === 'string') broken.set(name, {});
      else hasAllNames = false;
      return found;
    }
    const { node_type, icon_name: icon, color, kind } = data;
    if (nodeTypes.has(node_type)) {
      return [
        {
          path: [index, 'node_type'],
          message: `repeats the node type ${JSON.stringify(node_type)}; declare each once`,
        },
      ];
    }
    nodeTypes.set(node_type, withoutUndefined({ kind, icon, color }));
    return [];
  });
  if (value.length === 0) problems.push({ path: [], message: 'must declare at least one node type' });
  return { nodeTypes, outline: hasAllNames ? new Map([...broken, ...nodeTypes]) : undefined, problems };
}

/** The kinds that the nodes of one type have. */
interface KindsOfType {
  readonly all: Set<NodeKind>;
  /** Those that neither a node nor the node type states. */
  readonly assumed: Set<NodeKind>;
}

/** Reads nodes of the official layout, and remembers which kinds they have. */
export interface OfficialFormat extends NodeFormat {
  /** For each node type without a kind, the kinds that its nodes so far were assumed to have. */
  readonly assumptions: () => readonly Problem[];
  /** Whether nodes of a type have another kind than the type states: then the type cannot declare one. */
  readonly isOverruled: (nodeType: string) => boolean;
}

/**
 * The official layout itself has no kinds. The `kind` of a node counts, then that of its node type. If neither is
 * given, the rule of the official client applies: a node with a database, schema or table is a datasource, any other
 * a chart.
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
    identify: (value) => {
      const { node_type, name, id }: Readonly<Record<string, unknown>> = isRecord(value) ? value : {};
      return sketchOf(node_type, name, id);
    },
    assumptions: () =>
      [...kinds].flatMap(([nodeType, { assumed }]) => {
        const place = names.indexOf(nodeType);
        if (assumed.size === 0 || place < 0) return [];
        return [{ path: [place], code: 'assumed-kind', message: describeAssumption(nodeType, assumed) }];
      }),
    isOverruled: (nodeType) => {
      const { all = new Set() } = kinds.get(nodeType) ?? {};
      return [...all].some((kind) => kind !== nodeTypes.get(nodeType)?.kind);
    },
  };
}

function describeAssumption(nodeType: string, kinds: ReadonlySet<NodeKind>): string {
  const shown = [...kinds].map((kind) => `${kind}s`).join(' or ');
  return `the node type ${JSON.stringify(nodeType)} has no kind, so its nodes are published as ${shown}, as the official client does. To set it, add "kind": "chart", "dashboard" or "datasource" to the node type`;
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
    const message = `belongs to a ${having.join(' or ')}, but the node is a ${kind}`;
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
    case 'chart': {
      const chart = { kind, ...common, owner, tags, lastModifiedAt, fields } satisfies Complete<'chart'>;
      return { data: withoutUndefined(chart) };
    }
    case 'dashboard': {
      const dashboard = { kind, ...common, owner, tags, lastModifiedAt } satisfies Complete<'dashboard'>;
      return { data: withoutUndefined(dashboard) };
    }
    case 'datasource': {
      const datasource = { kind, ...common, database, schema, table, fields } satisfies Complete<'datasource'>;
      return { data: withoutUndefined(datasource) };
    }
  }
}

/** All attributes that this layout can hold for a kind. The compiler asks for those that nodes gain. */
type Complete<Kind extends NodeKind> = Readonly<Record<Extract<OfficialAttribute, Attribute<Kind>>, unknown>>;

/** A dependency with a table name is a table. Otherwise its node type says whether it is a native or a custom node. */
function readReference(value: unknown, base: Path): Validated<Reference> {
  const { table_name = null, node_type = null }: Readonly<Record<string, unknown>> = isRecord(value) ? value : {};
  if (table_name !== null || node_type === null) {
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

/** The keys of a reference in this layout, for each of ours. */
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
