import { DigestTable } from '../../identity/digest-table.js';
import { stableId } from '../../identity/stable-id.js';
import { idKey, type ReferenceTargets } from '../../lineage/node-index.js';
import type { CustomReference } from '../../lineage/reference.js';
import type { NodeSketch } from '../layout.js';

/** Finds the targets of references among millions of nodes, of which it keeps digests only. */
export class NodeDigests implements ReferenceTargets {
  readonly #names: DigestTable;
  readonly #sizes = new Map<string, number>();
  /** The types of nodes whose name cannot be read; undefined for a node whose type cannot be read. */
  readonly #unnamed = new Set<string | undefined>();
  /** The types of nodes whose id cannot be read. */
  readonly #unidentified = new Set<string>();
  readonly #expected: number;
  #ids: DigestTable | undefined;

  constructor(expected: number) {
    this.#expected = expected;
    this.#names = new DigestTable(expected);
  }

  add({ nodeType, name, hasBadId = false }: Partial<NodeSketch>, index: number): void {
    if (nodeType === undefined || name === undefined) {
      this.#unnamed.add(nodeType);
      return;
    }
    if (hasBadId) this.#unidentified.add(nodeType);
    if (this.#names.add(`${nodeType}\0${name}`, index) !== undefined) return;
    this.#sizes.set(nodeType, this.sizeOf(nodeType) + 1);
  }

  /** Makes references by id findable. Needed only if there are any. */
  addId({ nodeType, name, id, hasBadId = false }: Partial<NodeSketch>, index: number): void {
    if (nodeType === undefined || name === undefined || hasBadId) return;
    this.#ids ??= new DigestTable(this.#expected);
    this.#ids.add(idKey(nodeType, id || stableId(name)), index);
  }

  find({ nodeType, name, id }: CustomReference): number | undefined {
    if (id) return this.#ids?.find(idKey(nodeType, id));
    return name === undefined ? undefined : this.#names.find(`${nodeType}\0${name}`);
  }

  mayHave({ nodeType, id }: CustomReference): boolean {
    if (this.#unnamed.has(nodeType) || this.#unnamed.has(undefined)) return true;
    return Boolean(id) && this.#unidentified.has(nodeType);
  }

  sizeOf(nodeType: string): number {
    return this.#sizes.get(nodeType) ?? 0;
  }

  /** The types of nodes, in the order of their first node. */
  types(): readonly string[] {
    return [...this.#sizes.keys()];
  }
}
