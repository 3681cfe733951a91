import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import type {
  AddCustomIntegrationMutationVariables,
  AddCustomIntegrationNodesMutationVariables,
  IntegrationNodeChartLike,
  IntegrationNodeDashboardLike,
  IntegrationNodeDatasourceLike,
  IntegrationNodeTypeInfo,
  UpdateCustomIntegrationMutationVariables,
} from '../generated/graphql.js';

/** The data of a sandbox: integrations, their snapshots, and the nodes they show. Nothing is written to disk. */
export class Store {
  readonly #integrations = new Map<string, SandboxIntegration>();
  readonly #snapshots = new Map<number, Snapshot>();
  readonly #shown = new Map<string, readonly SandboxNode[]>();

  integrations(): readonly SandboxIntegration[] {
    return [...this.#integrations.values()];
  }

  /** The nodes that the integration shows, in the order they were sent. Throws for an unknown uid. */
  nodes(uid: string): readonly SandboxNode[] {
    this.#integration(uid);
    return this.#shown.get(uid) ?? [];
  }

  /** The stable ids that an integration shows more than once. */
  duplicates(uid: string): readonly string[] {
    const seen = new Set<string>();
    const repeated = new Set<string>();
    for (const { stableId } of this.nodes(uid)) {
      if (seen.has(stableId)) repeated.add(stableId);
      seen.add(stableId);
    }
    return [...repeated];
  }

  snapshots(): readonly SandboxSnapshot[] {
    return [...this.#snapshots.values()].map((snapshot) => ({ ...snapshot }));
  }

  addIntegration({ name, logoUrl = null, nodeTypes }: AddCustomIntegrationMutationVariables): string {
    if (name.trim() === '') throw invalid('The name of an integration must not be empty.');
    const uid = randomUUID();
    this.#integrations.set(uid, { uid, name, logoUrl, isActive: true, nodeTypes: distinct(nodeTypes) });
    return uid;
  }

  updateIntegration({
    integrationUid,
    name,
    logoUrl,
    nodeTypes,
    active,
  }: UpdateCustomIntegrationMutationVariables): void {
    const current = this.#integration(integrationUid);
    this.#integrations.set(integrationUid, {
      ...current,
      name: name ?? current.name,
      logoUrl: logoUrl ?? current.logoUrl,
      nodeTypes: nodeTypes ? distinct(nodeTypes) : current.nodeTypes,
      isActive: active ?? current.isActive,
    });
  }

  /**
   * Adds nodes to a snapshot, or to a new one when no id is given, and returns its id. The last request atomically replaces
   * the nodes that the integration shows. A request that fails changes nothing. A node that is sent twice is stored twice:
   * what Paradime does then is unknown, and this behaviour exposes the mistake.
   */
  addNodes(request: AddCustomIntegrationNodesMutationVariables): number {
    const { integrationUid, snapshotId, snapshotHasMoreNodes } = request;
    const integration = this.#integration(integrationUid);
    const nodes = nodesOf(request);
    const nodeTypes = new Set(integration.nodeTypes.map(({ nodeType }) => nodeType));
    for (const { nodeType, name } of nodes) {
      if (nodeTypes.has(nodeType)) continue;
      throw fail(
        'UNKNOWN_NODE_TYPE',
        `The node ${JSON.stringify(name)} has the node type ${JSON.stringify(nodeType)}, which is not registered for the integration ${JSON.stringify(integration.name)}. Registered: ${[...nodeTypes].join(', ')}.`,
      );
    }
    const id = snapshotId ?? this.#snapshots.size + 1;
    const snapshot =
      snapshotId == null ? this.#createSnapshot(id, integrationUid) : this.#findOpenSnapshot(id, integrationUid);
    for (const node of nodes) snapshot.nodes.push(node);
    if (!snapshotHasMoreNodes) {
      snapshot.isOpen = false;
      this.#shown.set(integrationUid, snapshot.nodes);
    }
    return id;
  }

  #integration(uid: string): SandboxIntegration {
    const integration = this.#integrations.get(uid);
    if (integration === undefined)
      throw fail('NOT_FOUND', `There is no integration with the uid ${JSON.stringify(uid)}.`);
    return integration;
  }

  #createSnapshot(id: number, integrationUid: string): Snapshot {
    const snapshot: Snapshot = { id, integrationUid, nodes: [], isOpen: true };
    this.#snapshots.set(id, snapshot);
    return snapshot;
  }

  #findOpenSnapshot(id: number, integrationUid: string): Snapshot {
    const snapshot = this.#snapshots.get(id);
    if (snapshot === undefined) throw fail('NOT_FOUND', `There is no snapshot ${id}.`);
    if (snapshot.integrationUid !== integrationUid) {
      throw fail('FOREIGN_SNAPSHOT', `Snapshot ${id} belongs to another integration.`);
    }
    if (!snapshot.isOpen) throw fail('SNAPSHOT_CLOSED', `Snapshot ${id} is committed and accepts no more nodes.`);
    return snapshot;
  }
}

/** A node as it was sent, with its kind. */
export type SandboxNode =
  | ({ readonly kind: 'chart' } & IntegrationNodeChartLike)
  | ({ readonly kind: 'dashboard' } & IntegrationNodeDashboardLike)
  | ({ readonly kind: 'datasource' } & IntegrationNodeDatasourceLike);

/** An integration in the sandbox. */
export interface SandboxIntegration {
  readonly uid: string;
  readonly name: string;
  readonly logoUrl: string | null;
  readonly isActive: boolean;
  readonly nodeTypes: readonly IntegrationNodeTypeInfo[];
}

/** A snapshot in the sandbox. */
export interface SandboxSnapshot {
  readonly id: number;
  readonly integrationUid: string;
  /** Whether it still accepts nodes, because it has not been committed. */
  readonly isOpen: boolean;
  readonly nodes: readonly SandboxNode[];
}

interface Snapshot extends SandboxSnapshot {
  readonly nodes: SandboxNode[];
  isOpen: boolean;
}

function nodesOf(request: AddCustomIntegrationNodesMutationVariables): readonly SandboxNode[] {
  const { chartLikeNodes, dashboardLikeNodes, datasourceLikeNodes } = request;
  return [
    ...chartLikeNodes.map((node) => ({ kind: 'chart' as const, ...node })),
    ...dashboardLikeNodes.map((node) => ({ kind: 'dashboard' as const, ...node })),
    ...datasourceLikeNodes.map((node) => ({ kind: 'datasource' as const, ...node })),
  ];
}

/** Removes repeated node types. If two have the same name, the later one counts. */
function distinct(nodeTypes: readonly IntegrationNodeTypeInfo[]): readonly IntegrationNodeTypeInfo[] {
  return [...new Map(nodeTypes.map((nodeType) => [nodeType.nodeType, nodeType])).values()];
}

function invalid(message: string): GraphQLError {
  return fail('BAD_USER_INPUT', message);
}

function fail(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
