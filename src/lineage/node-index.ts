import { stableId } from '../identity/stable-id.js';
import type { Definition } from './definition.js';
import type { Node } from './node.js';
import type { CustomReference, Reference } from './reference.js';

/** An index of the nodes of one integration, to find the targets of references. */
export class NodeIndex implements ReferenceTargets {
  readonly names = new NameTable();
  readonly #integration: string;
  readonly #nodes: readonly Node[];
  #byId: Map<string, number> | undefined;

  constructor({ name }: Definition, nodes: readonly Node[]) {
    this.#integration = name;
    this.#nodes = nodes;
    for (let index = 0; index < nodes.length; index++) {
      const { nodeType, name } = nodes[index] ?? {};
      if (typeof nodeType === 'string' && typeof name === 'string') this.names.add(nodeType, name, index);
    }
  }

  /** Whether a reference names this integration, so that its node should be among these. */
  owns(reference: Reference): reference is CustomReference {
    return isReferenceTo(this.#integration, reference);
  }

  /**
   * The index of the node that a reference of this integration points to: by type and id if it has an id, else by type
   * and name.
   */
  find({ nodeType, name, id }: CustomReference): number | undefined {
    if (!id) return name === undefined ? undefined : this.names.find(nodeType, name);
    return this.#ids.get(idKey(nodeType, id));
  }

  sizeOf(nodeType: string): number {
    return this.names.sizeOf(nodeType);
  }

  /**
   * Built for the first reference with an id. Most references have none, and deriving stable ids from names is costly.
   */
  get #ids(): ReadonlyMap<string, number> {
    if (this.#byId === undefined) {
      this.#byId = new Map();
      for (let index = 0; index < this.#nodes.length; index++) {
        const { nodeType, id, name } = this.#nodes[index] ?? {};
        if (typeof nodeType !== 'string' || typeof name !== 'string' || typeof (id ?? '') !== 'string') continue;
        const key = idKey(nodeType, id || stableId(name));
        if (!this.#byId.has(key)) this.#byId.set(key, index);
      }
    }
    return this.#byId;
  }
}

/** The nodes of one integration, as the targets of its own references. */
export interface ReferenceTargets {
  /** The index of the node that a reference of this integration points to. */
  readonly find: (reference: CustomReference) => number | undefined;
  /** Whether a reference that leads to no known node may lead to one of which too little is known. Default: no. */
  readonly mayHave?: (reference: CustomReference) => boolean;
  /** The number of different names among the nodes of a type. */
  readonly sizeOf: (nodeType: string) => number;
}

/** The string by which a node is found by its type and stable id. */
export function idKey(nodeType: string, id: string): string {
  return `${nodeType}\0${id}`;
}

/** Whether a reference names the integration as its own, by name. */
export function isReferenceTo(integration: string, reference: Reference): reference is CustomReference {
  if (reference?.kind !== 'custom') return false;
  const { integration: named, nodeType, id } = reference;
  if (typeof nodeType !== 'string' || typeof (id ?? '') !== 'string') return false; // Wrong, which `checkNode` reports.
  return (typeof named === 'object' ? named?.name : named) === integration;
}

/** The names of nodes by type, each with the index of the first node of that name. */
export class NameTable {
  readonly #byType = new Map<string, Map<string, number>>();

  add(nodeType: string, name: string, index: number): void {
    const names = this.#byType.get(nodeType) ?? new Map<string, number>();
    if (names.size === 0) this.#byType.set(nodeType, names);
    if (!names.has(name)) names.set(name, index);
  }

  find(nodeType: string, name: string): number | undefined {
    return this.#byType.get(nodeType)?.get(name);
  }

  /** The number of different names among the nodes of a type. */
  sizeOf(nodeType: string): number {
    return this.#byType.get(nodeType)?.size ?? 0;
  }

  /** The names of all nodes of a type. */
  namesOf(nodeType: string): Iterable<string> {
    return this.#byType.get(nodeType)?.keys() ?? [];
  }

  /** The types that have a node with this name. */
  typesOf(name: string): readonly string[] {
    return [...this.#byType].flatMap(([nodeType, names]) => (names.has(name) ? [nodeType] : []));
  }
}
