/** A node as it came over the wire, as far as the laws look at it. */
export interface ShownNode {
  readonly name: string;
  readonly nodeType: string;
  readonly stableId: string;
}

/** A change of what an integration shows. */
export interface Commit {
  readonly uid: string;
  readonly snapshotId: number;
  readonly nodes: readonly ShownNode[];
}

export interface ModelIntegration {
  readonly uid: string;
  readonly name: string;
  isActive: boolean;
  nodeTypes: readonly { readonly nodeType: string }[];
}

/** The server refuses an operation, and has not carried it out. */
export class Refusal extends Error {}

type Variables = Readonly<Record<string, unknown>>;

/**
 * What the API's documentation says of integrations and snapshots, written without the project's sandbox so that the two
 * share no assumption. Keeps the whole history of what was shown.
 */
export class Model {
  readonly integrations = new Map<string, ModelIntegration>();
  readonly history: Commit[] = [];
  /** Times at which an integration showed a node whose type it did not have, in words. */
  readonly orphans: string[] = [];
  readonly #snapshots = new Map<number, { readonly uid: string; readonly nodes: ShownNode[]; isOpen: boolean }>();
  #uids = 0;

  /** What an integration shows now. */
  shown(uid: string): readonly ShownNode[] {
    return this.history.findLast((commit) => commit.uid === uid)?.nodes ?? [];
  }

  /** Carries an operation out and returns the data of its field. Throws a `Refusal`. */
  apply(operationName: string, variables: Variables): Record<string, unknown> {
    switch (operationName) {
      case 'ListCustomIntegrations':
        return { listCustomIntegrations: { ok: true, integrations: [...this.integrations.values()].map(toListed) } };
      case 'AddCustomIntegration':
        return { addCustomIntegration: { ok: true, integrationUid: this.#add(variables) } };
      case 'UpdateCustomIntegration':
        this.#update(variables);
        return { updateCustomIntegration: { ok: true } };
      case 'AddCustomIntegrationNodes':
        return { addCustomIntegrationNodes: { ok: true, snapshotId: this.#addNodes(variables) } };
      default:
        throw new Refusal(`Unknown operation ${operationName}`);
    }
  }

  #add({ name, nodeTypes }: Variables): string {
    const uid = `uid-${++this.#uids}`;
    this.integrations.set(uid, { uid, name: String(name), isActive: true, nodeTypes: toNodeTypes(nodeTypes) });
    return uid;
  }

  #update({ integrationUid, nodeTypes, active }: Variables): void {
    const integration = this.#integration(integrationUid);
    if (typeof active === 'boolean') integration.isActive = active;
    if (nodeTypes !== null) integration.nodeTypes = toNodeTypes(nodeTypes);
    this.#lookForOrphans(integration);
  }

  #addNodes(variables: Variables): number {
    const { integrationUid, snapshotId, snapshotHasMoreNodes } = variables;
    const integration = this.#integration(integrationUid);
    const nodes = ['chartLikeNodes', 'dashboardLikeNodes', 'datasourceLikeNodes'].flatMap((list) =>
      toNodes(variables[list]),
    );
    const known = new Set(integration.nodeTypes.map(({ nodeType }) => nodeType));
    const stranger = nodes.find(({ nodeType }) => !known.has(nodeType));
    if (stranger) throw new Refusal(`Unknown node type ${stranger.nodeType}`);
    const id = typeof snapshotId === 'number' ? snapshotId : this.#snapshots.size + 1;
    const snapshot = this.#snapshots.get(id) ?? { uid: integration.uid, nodes: [], isOpen: true };
    if (snapshotId !== null && !this.#snapshots.has(id)) throw new Refusal(`No snapshot ${id}`);
    if (!snapshot.isOpen || snapshot.uid !== integration.uid) throw new Refusal(`Snapshot ${id} takes no nodes`);
    this.#snapshots.set(id, snapshot);
    snapshot.nodes.push(...nodes);
    if (snapshotHasMoreNodes === false) {
      snapshot.isOpen = false;
      this.history.push({ uid: integration.uid, snapshotId: id, nodes: [...snapshot.nodes] });
      this.#lookForOrphans(integration);
    }
    return id;
  }

  #integration(uid: unknown): ModelIntegration {
    const integration = this.integrations.get(String(uid));
    if (integration === undefined) throw new Refusal(`No integration ${String(uid)}`);
    return integration;
  }

  #lookForOrphans({ uid, nodeTypes }: ModelIntegration): void {
    const known = new Set(nodeTypes.map(({ nodeType }) => nodeType));
    const orphan = this.shown(uid).find(({ nodeType }) => !known.has(nodeType));
    if (orphan) this.orphans.push(`${orphan.name} is shown as a ${orphan.nodeType}, of ${[...known].join(', ')}`);
  }
}

function toListed({ uid, name, isActive, nodeTypes }: ModelIntegration) {
  return {
    uid,
    name,
    isActive,
    nodeTypes: nodeTypes.map(({ nodeType }) => ({ nodeType, iconName: null, color: null })),
  };
}

function toNodeTypes(value: unknown): ModelIntegration['nodeTypes'] {
  return (Array.isArray(value) ? value : []).map(({ nodeType }) => ({ nodeType: String(nodeType) }));
}

function toNodes(value: unknown): readonly ShownNode[] {
  return (Array.isArray(value) ? value : []).map(({ name, nodeType, stableId }) => ({ name, nodeType, stableId }));
}
