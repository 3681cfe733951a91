import type { IntegrationsQuery, LineageQuery, NodeDetailQuery } from '../../generated/sandbox.js';
import { stableIdOf } from '../../identity/stable-id.js';
import type { Node } from '../../lineage/node.js';
import type { RequestLog } from '../request-log.js';
import type { Changes } from './changes.js';
import { draw, kinds, lookUpElsewhere, missingElsewhere, type Picture } from './picture.js';
import { placeOf } from './place.js';
import type { Source, Sources } from './sources.js';

type Summary = IntegrationsQuery['integrations'][number];
type Lineage = NonNullable<LineageQuery['integration']>;
type NodeDetail = NonNullable<NonNullable<NodeDetailQuery['integration']>['node']>;

/** Fields that are expensive are functions, which are called only when a query asks for the field. */
type Lazy<Fields> = { readonly [Key in keyof Fields]: Fields[Key] | (() => Fields[Key]) };
type Integration = Lazy<Summary & Lineage> & {
  readonly node: (variables: { readonly id: string }) => NodeDetail | null;
};

/** The data of the sandbox as schema/sandbox.graphql defines it. It is read-only and contains no credentials. */
export interface Inspection {
  integrations(): readonly Integration[];
  integration(variables: { readonly uid: string }): Integration | undefined;
  requests(): IntegrationsQuery['requests'];
  revision(variables: { readonly after?: number | null }): Promise<number>;
}

const mostRequests = 200;

export function createInspection(sources: Sources, log: RequestLog, changes: Changes): Inspection {
  const pictures = new WeakMap<Source, Picture>();
  const pictureOf = (source: Source): Picture => {
    const picture = pictures.get(source) ?? draw(source);
    pictures.set(source, picture);
    return picture;
  };
  const toIntegration = (source: Source): Integration => describeIntegration(source, () => sources.all(), pictureOf);
  return {
    integrations: () => sources.all().map(toIntegration),
    integration: ({ uid }) =>
      sources
        .all()
        .filter((source) => source.uid === uid)
        .map(toIntegration)[0],
    requests: () =>
      log
        .requests()
        .slice(-mostRequests)
        .reverse()
        .map(({ operationName = null, status, bytes, startedAt, durationMs }) => ({
          operationName,
          status,
          bytes,
          startedAt: new Date(startedAt).toISOString(),
          durationMs,
        })),
    revision: ({ after }) => changes.revision(after),
  };
}

function describeIntegration(
  source: Source,
  all: () => readonly Source[],
  pictureOf: (source: Source) => Picture,
): Integration {
  const { uid, isActive, isPublished, isReadable, problems, definition, nodes, folder } = source;
  const lookUp = (): ReturnType<typeof lookUpElsewhere> => {
    const others = all().filter((other) => other !== source);
    return lookUpElsewhere(pictureOf(source), others, pictureOf);
  };
  return {
    uid,
    name: definition.name,
    isActive,
    isPublished,
    isReadable,
    problems: problems.map(({ message, location }) => ({ message, ...placeOf(location, folder) })),
    nodeTypes: Object.entries(definition.nodeTypes).map(([name, { icon = null, color = null }]) => ({
      name,
      icon,
      color,
    })),
    nodeCount: nodes.length,
    nodes: lookUp,
    edges: () => pictureOf(source).edges,
    issues: () => [...pictureOf(source).issues, ...missingElsewhere(lookUp(), pictureOf(source))],
    node: ({ id }) => describeNode(source, pictureOf(source), id),
  };
}

function describeNode({ nodes, wire }: Source, { indexOf }: Picture, id: string): NodeDetail | null {
  const index = indexOf(id);
  const node = index === undefined ? undefined : nodes[index];
  if (index === undefined || node === undefined) return null;
  const fields = node.kind === 'dashboard' ? [] : (node.fields ?? []);
  const sent = wire(index);
  return {
    id,
    kind: kinds[node.kind],
    nodeType: node.nodeType,
    name: node.name,
    stableId: stableIdOf(node),
    attributes: describeAttributes(node),
    fields: fields.map(({ name, description = null, type = null, dataType = null }) => ({
      name,
      description,
      type,
      dataType,
    })),
    wire: sent === undefined ? null : JSON.stringify(sent, undefined, 2),
  };
}

/** Properties that are not attributes. The page shows them elsewhere. */
const structure: ReadonlySet<string> = new Set<keyof Node | 'fields'>([
  'kind',
  'nodeType',
  'name',
  'id',
  'integration',
  'upstream',
  'downstream',
  'fields',
]);

function describeAttributes(node: Node): NodeDetail['attributes'] {
  return Object.entries(node).flatMap(([name, value]: [string, unknown]) => {
    if (structure.has(name) || value === undefined) return [];
    const text = describeValue(value);
    return text === '' ? [] : [{ name, value: text }];
  });
}

/** Numbers are times in epoch seconds. A preview can have some that are not valid dates: these are shown as numbers. */
function describeValue(value: unknown): string {
  if (typeof value === 'number') return new Date(value * 1_000).toJSON() ?? `${value}`;
  return Array.isArray(value) ? value.join(', ') : `${value}`;
}
