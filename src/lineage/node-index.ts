import { stableId } from '../identity/stable-id.js';
import type { Definition } from './definition.js';
import type { Node } from './node.js';
import type { CustomReference, Reference } from './reference.js';

/** An index of the nodes of one integration, to find the targets of references. */
export class NodeIndex {
  readonly #integration: string;
  readonly #nodes: readonly Node[];
  readonly #byName = new Map<string, Map<string, number>>();
  #byId: Map<string, number> | undefined;

  constructor({ name }: Definition, nodes: readonly Node[]) {
    this.#integration = name;
    this.#nodes = nodes;
    for (let index = 0; index < nodes.length; index++) {
      const { nodeType, name } = nodes[index] ?? {};
      if (typeof nodeType !== 'string' || typeof name !== 'string') continue;
      const names = this.#byName.get(nodeType) ?? new Map<string, number>();
      if (names.size === 0) this.#byName.set(nodeType, names);
      if (!names.has(name)) names.set(name, index);
    }
  }

  /** Whether a reference names this integration, so that its node should be among these. */
  owns(reference: Reference): reference is CustomReference {
    if (reference?.kind !== 'custom') return false;
    const { integration, nodeType, id } = reference;
    if (typeof nodeType !== 'string' || typeof (id ?? '') !== 'string') return false; // Wrong, which `checkNode` reports.
    return (typeof integration === 'object' ? integration?.name : integration) === this.#integration;
  }

  /**
   * The index of the node that a reference of this integration points to: by type and id if it has an id, else by type
   * and name.
   */
  find({ nodeType, name, id }: CustomReference): number | undefined {
    if (!id) return name === undefined ? undefined : this.#byName.get(nodeType)?.get(name);
    return this.#ids.get(`${nodeType}\0${id}`);
  }

  /** The number of different names among the nodes of a type. */
  sizeOf(nodeType: string): number {
    return this.#byName.get(nodeType)?.size ?? 0;
  }

  /** The names of all nodes of a type. */
  namesOf(nodeType: string): Iterable<string> {
    return this.#byName.get(nodeType)?.keys() ?? [];
  }

  /** The types that have a node with this name. */
  typesOf(name: string): readonly string[] {
    return [...this.#byName].flatMap(([nodeType, names]) => (names.has(name) ? [nodeType] : []));
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
        const key = `${nodeType}\0${id || stableId(name)}`;
        if (!this.#byId.has(key)) this.#byId.set(key, index);
      }
    }
    return this.#byId;
  }
}
