import type { Definition } from './definition.js';
import type { Node } from './node.js';
import type { CustomReference, Reference } from './reference.js';
import { stableId } from './stable-id.js';

/** Finds the nodes of one integration that references point to. */
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

  /** Whether a reference names this integration: only then can its node be expected here. */
  owns(reference: Reference): reference is CustomReference {
    if (reference?.kind !== 'custom') return false;
    const { integration } = reference;
    return (typeof integration === 'object' ? integration?.name : integration) === this.#integration;
  }

  /** Index of the node that a reference of this integration points to: by its id where it has one, else by type and name. */
  find({ nodeType, name, id }: CustomReference): number | undefined {
    if (!id) return name === undefined ? undefined : this.#byName.get(nodeType)?.get(name);
    return this.#ids.get(`${nodeType}\0${id}`);
  }

  /** How many names the nodes of a type have. */
  sizeOf(nodeType: string): number {
    return this.#byName.get(nodeType)?.size ?? 0;
  }

  /** The names of all nodes of a type. */
  namesOf(nodeType: string): Iterable<string> {
    return this.#byName.get(nodeType)?.keys() ?? [];
  }

  /** The types that have a node of that name. */
  typesOf(name: string): readonly string[] {
    return [...this.#byName].flatMap(([nodeType, names]) => (names.has(name) ? [nodeType] : []));
  }

  /** Made when the first reference has an id: most have none, and the ids of nodes without one are costly. */
  get #ids(): ReadonlyMap<string, number> {
    if (this.#byId === undefined) {
      this.#byId = new Map();
      for (let index = 0; index < this.#nodes.length; index++) {
        const { nodeType, id, name } = this.#nodes[index] ?? {};
        if (typeof name !== 'string') continue;
        const key = `${nodeType}\0${id || stableId(name)}`;
        if (!this.#byId.has(key)) this.#byId.set(key, index);
      }
    }
    return this.#byId;
  }
}
