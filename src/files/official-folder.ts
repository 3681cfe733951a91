import { type NodeType, nodeColors, nodeKinds } from '../lineage/definition.js';
import type { Field, Node, NodeKind } from '../lineage/node.js';
import { present } from '../lineage/present.js';
import { isNativeNodeType, type Reference } from '../lineage/reference.js';
import { type JsonValue, readJsonFile } from './json-file.js';
import type { FileIntegration } from './read-integration.js';

interface OfficialFiles {
  readonly integration: string;
  readonly nodeTypes: string;
  readonly nodes: string;
}

/**
 * Reads the files of the official client. Its layout has no kinds: a `kind` on a node, then one on its node type, is
 * taken where it is given; else the rule of the official client applies, which makes a datasource of what names a
 * database, schema or table, and a chart of everything else. A warning for each such type says so.
 */
export async function readOfficialFolder(files: OfficialFiles): Promise<FileIntegration> {
  const file = await readJsonFile(files.integration);
  const integration = file.object(['name', 'logo_url']);
  const name = required(file, integration('name'), 'name').text();
  const logoUrl = integration('logo_url')?.text();
  const nodeTypes = new Map<string, NodeType>();
  for (const value of (await readJsonFile(files.nodeTypes)).list()) {
    const [nodeType, look] = readNodeType(value);
    if (nodeTypes.has(nodeType)) value.fail(`a node type that was not there before; ${JSON.stringify(nodeType)} was`);
    nodeTypes.set(nodeType, look);
  }
  const kinds = new Map<string, KindsOfType>();
  const nodes = (await readJsonFile(files.nodes)).list().map((value) => readNode(value, nodeTypes, kinds));
  for (const [nodeType, { all }] of kinds) {
    const { kind, ...look } = nodeTypes.get(nodeType) ?? {};
    // Nodes that state another kind than their type: then it is theirs to state.
    if (kind !== undefined && [...all].some((other) => other !== kind)) nodeTypes.set(nodeType, look);
  }
  return {
    definition: present({ name, logoUrl, nodeTypes: Object.fromEntries(nodeTypes) }),
    nodes,
    warnings: [...kinds].flatMap(([nodeType, { assumed }]) =>
      assumed.size === 0 ? [] : [describeAssumption(files.nodeTypes, nodeType, assumed)],
    ),
  };
}

/** The kinds that the nodes of one type have: all of them, and those that nothing states. */
interface KindsOfType {
  readonly all: Set<NodeKind>;
  readonly assumed: Set<NodeKind>;
}

function describeAssumption(file: string, nodeType: string, kinds: ReadonlySet<NodeKind>): string {
  const shown = [...kinds].map((kind) => `${kind}s`).join(' or ');
  return `${file}: the node type ${JSON.stringify(nodeType)} states no kind, so its nodes go out as ${shown}, as with the official client. Add "kind": "chart", "dashboard" or "datasource" to the node type to decide it.`;
}

function readNodeType(value: JsonValue): readonly [string, NodeType] {
  const get = value.object(['node_type', 'icon_name', 'color', 'kind']);
  const [kind, icon, color] = [
    get('kind')?.oneOf(nodeKinds),
    get('icon_name')?.text(),
    get('color')?.oneOf(nodeColors),
  ];
  return [required(value, get('node_type'), 'node_type').text(), present({ kind, icon, color })];
}

const attributeKeys = [
  'created_at',
  'last_modified_at',
  'url',
  'owner',
  'description',
  'tags',
  'fields',
  'database_name',
  'schema_name',
  'table_name',
] as const;

function readNode(value: JsonValue, nodeTypes: ReadonlyMap<string, NodeType>, kinds: Map<string, KindsOfType>): Node {
  const get = value.object(['name', 'node_type', 'id', 'kind', 'attributes', 'lineage']);
  const attribute = get('attributes')?.object(attributeKeys);
  const lineage = get('lineage')?.object(['upstream_dependencies', 'downstream_dependencies']);
  const nodeType = required(value, get('node_type'), 'node_type').text();
  const stated = get('kind')?.oneOf(nodeKinds) ?? nodeTypes.get(nodeType)?.kind;
  const table = {
    database: attribute?.('database_name')?.text(),
    schema: attribute?.('schema_name')?.text(),
    table: attribute?.('table_name')?.text(),
  };
  const hasTable = Object.values(table).some((name) => name !== undefined);
  const kind = stated ?? (hasTable ? 'datasource' : 'chart');
  const { all, assumed } = kinds.get(nodeType) ?? { all: new Set(), assumed: new Set() };
  kinds.set(nodeType, { all: all.add(kind), assumed: stated === undefined ? assumed.add(kind) : assumed });
  const common = {
    nodeType,
    name: required(value, get('name'), 'name').text(),
    id: get('id')?.text(),
    description: attribute?.('description')?.text(),
    url: attribute?.('url')?.text(),
    createdAt: attribute?.('created_at')?.number(),
    upstream: lineage?.('upstream_dependencies')?.list().map(readReference),
    downstream: lineage?.('downstream_dependencies')?.list().map(readReference),
  };
  const owned = {
    owner: attribute?.('owner')?.text(),
    tags: attribute?.('tags')
      ?.list()
      .map((tag) => tag.text()),
    lastModifiedAt: attribute?.('last_modified_at')?.number(),
  };
  const fields = attribute?.('fields')?.list().map(readField);
  const refuse = (what: object): void => {
    const given = Object.entries(what).find(([, found]) => found !== undefined);
    if (given) value.fail(`a ${kind}, which has no ${given[0]}`);
  };
  switch (kind) {
    case 'chart':
      refuse(table);
      return present({ kind, ...common, ...owned, fields });
    case 'dashboard':
      refuse({ ...table, fields });
      return present({ kind, ...common, ...owned });
    case 'datasource':
      refuse(owned);
      return present({ kind, ...common, ...table, fields });
  }
}

function readField(value: JsonValue): Field {
  const get = value.object(['name', 'description', 'type', 'data_type']);
  return present({
    name: required(value, get('name'), 'name').text(),
    description: get('description')?.text(),
    type: get('type')?.text(),
    dataType: get('data_type')?.text(),
  });
}

const referenceKeys = [
  'table_name',
  'database_name',
  'schema_name',
  'node_type',
  'node_id',
  'node_name',
  'integration_uid',
  'integration_name',
] as const;

/** A dependency is a table when it names one, native when its node type is, and else a node of a custom integration. */
function readReference(value: JsonValue): Reference {
  const get = value.object(referenceKeys);
  const refuse = (what: string, keys: readonly (typeof referenceKeys)[number][]): void => {
    const given = keys.find((key) => get(key) !== undefined);
    if (given) value.fail(`${what}, which has no ${given}`);
  };
  const table = get('table_name')?.text();
  if (table !== undefined) {
    refuse('a table', ['node_type', 'node_id', 'node_name', 'integration_uid', 'integration_name']);
    return present({ kind: 'dbt', table, schema: get('schema_name')?.text(), database: get('database_name')?.text() });
  }
  refuse('a node', ['schema_name', 'database_name']);
  const nodeType = required(value, get('node_type'), 'table_name or node_type').text();
  const target = present({ nodeType, name: get('node_name')?.text(), id: get('node_id')?.text() });
  if (isNativeNodeType(nodeType)) {
    refuse(`a node of the native type ${nodeType}`, ['integration_uid', 'integration_name']);
    return { kind: 'native', ...target, nodeType };
  }
  const uid = get('integration_uid')?.text();
  const name = get('integration_name')?.text();
  return { kind: 'custom', ...target, integration: uid === undefined ? (name ?? '') : present({ uid, name }) };
}

function required(parent: JsonValue, child: JsonValue | undefined, key: string): JsonValue {
  return child ?? parent.fail(`an object with ${key}`);
}
