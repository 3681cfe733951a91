import { stableIdOf } from '../../identity/stable-id.js';
import type { Node } from '../../lineage/node.js';
import { idKey, isReferenceTo } from '../../lineage/node-index.js';
import type { CustomReference } from '../../lineage/reference.js';
import type { PlannedNode } from '../../plan/manifest.js';

/** A node that refers to one that is removed. */
export interface Referrer extends PlannedNode {
  readonly side: 'upstream' | 'downstream';
}

/** The nodes that refer to a node. */
export interface Referrers {
  /** The first of them. */
  readonly nodes: readonly Referrer[];
  readonly count: number;
}

/** So many of the nodes that refer to one are listed. */
const listedReferrers = 100;

/** Finds which of the nodes that are offered to it, the next ones, refer to nodes that are removed. */
export class RemovedTargets {
  readonly #integration: string;
  readonly #byId = new Map<string, PlannedNode>();
  readonly #byName = new Map<string, PlannedNode>();
  readonly #keptNames = new Set<string>();
  readonly #throughId = new Tally();
  readonly #throughName = new Tally();

  constructor(integration: string, removed: readonly PlannedNode[]) {
    this.#integration = integration;
    for (const node of removed) {
      this.#byId.set(idKey(node.nodeType, node.id), node);
      this.#byName.set(idKey(node.nodeType, node.name), node);
    }
  }

  offer(node: Node): void {
    if (this.#byName.size === 0) return;
    const { nodeType, name } = node;
    const own = idKey(nodeType, name);
    if (this.#byName.has(own)) this.#keptNames.add(own);
    for (const side of ['upstream', 'downstream'] as const) {
      for (const reference of node[side] ?? []) {
        if (!isReferenceTo(this.#integration, reference)) continue;
        const target = this.#targetOf(reference);
        if (!target) continue;
        (reference.id ? this.#throughId : this.#throughName).note(target, { ...planned(node), side });
      }
    }
  }

  #targetOf({ nodeType, id, name }: CustomReference): PlannedNode | undefined {
    return id ? this.#byId.get(idKey(nodeType, id)) : this.#byName.get(idKey(nodeType, name ?? ''));
  }

  /** The nodes that refer to this one, and do not lead to another of its name. */
  of(removed: PlannedNode): Referrers {
    const byId = this.#throughId.of(removed);
    if (this.#keptNames.has(idKey(removed.nodeType, removed.name))) return byId;
    const byName = this.#throughName.of(removed);
    return {
      nodes: [...byId.nodes, ...byName.nodes].slice(0, listedReferrers),
      count: byId.count + byName.count,
    };
  }
}

/** Counts referrers by what they refer to, and keeps the first of them. */
class Tally {
  readonly #referrers = new Map<PlannedNode, { readonly nodes: Referrer[]; count: number }>();

  note(target: PlannedNode, referrer: Referrer): void {
    const found = this.#referrers.get(target) ?? { nodes: [], count: 0 };
    this.#referrers.set(target, found);
    found.count++;
    if (found.nodes.length < listedReferrers) found.nodes.push(referrer);
  }

  of(target: PlannedNode): Referrers {
    return this.#referrers.get(target) ?? { nodes: [], count: 0 };
  }
}

function planned(node: Node): PlannedNode {
  return { id: stableIdOf(node), nodeType: node.nodeType, name: node.name };
}
