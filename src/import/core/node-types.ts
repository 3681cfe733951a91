import { show } from '../../errors.js';
import type { NodeTypes as DefinedNodeTypes } from '../../lineage/definition.js';
import type { NodeKind } from '../../lineage/node.js';
import { didYouMean } from '../../lineage/suggest.js';
import type { Look } from './options.js';
import type { SkipList } from './skip-list.js';

/** The order of the kinds, which decides whose type keeps its name where two kinds have a type of the same name. */
const kindOrder = { chart: 0, dashboard: 1, datasource: 2 } as const satisfies Record<NodeKind, number>;

/** How nodes look if neither the tool nor the user says so. */
const looksByKind = {
  chart: { icon: 'timeline-line-chart', color: 'TEAL' },
  dashboard: { icon: 'dashboard', color: 'VIOLET' },
  datasource: { icon: 'panel-table', color: 'LEAF' },
} as const satisfies Record<NodeKind, Look>;

/** The node types of an import. A type has one kind, so the type of a second kind gets the kind as a suffix. */
export class NodeTypes {
  readonly #kinds = new Map<string, Set<NodeKind>>();
  readonly #names = new Map<string, string>();

  /** Adds a type that a node or a reference has. */
  add(type: string, kind: NodeKind): void {
    const kinds = this.#kinds.get(type) ?? new Set();
    kinds.add(kind);
    this.#kinds.set(type, kinds);
  }

  /** The name of a type. All types must have been added before. */
  nameOf(type: string, kind: NodeKind): string {
    if (this.#names.size === 0) this.#nameAll();
    return this.#names.get(`${kind} ${type}`) ?? type;
  }

  /** The types as a definition has them. `own` are the looks that the tool gives its types, `wanted` those of the user. */
  define(
    own: Readonly<Record<string, Look>>,
    wanted: Readonly<Record<string, Look>>,
    skips: SkipList,
  ): DefinedNodeTypes {
    const defined = this.#all().map(([type, kind]) => {
      const name = this.nameOf(type, kind);
      const look = { ...looksByKind[kind], ...at(own, type), ...at(wanted, type), ...at(wanted, name) };
      return [name, { kind, ...look }] as const;
    });
    const nodeTypes = Object.fromEntries(defined);
    const names = [...new Set([...Object.keys(nodeTypes), ...this.#kinds.keys()])];
    for (const name of Object.keys(wanted).filter((name) => !names.includes(name))) {
      skips.add('look', `of a node type that the import does not have${didYouMean(name, names)}`, show(name));
    }
    return nodeTypes;
  }

  #all(): readonly (readonly [type: string, kind: NodeKind])[] {
    return [...this.#kinds]
      .flatMap(([type, kinds]) => [...kinds].map((kind) => [type, kind] as const))
      .toSorted(
        ([type, kind], [otherType, otherKind]) => kindOrder[kind] - kindOrder[otherKind] || (type < otherType ? -1 : 1),
      );
  }

  #nameAll(): void {
    const taken = new Set(this.#kinds.keys());
    const named = new Set<string>();
    for (const [type, kind] of this.#all()) {
      let name = type;
      if (named.has(type)) {
        do name = `${name} (${kind})`;
        while (taken.has(name));
      }
      taken.add(name);
      named.add(type);
      this.#names.set(`${kind} ${type}`, name);
    }
  }
}

function at(looks: Readonly<Record<string, Look>>, type: string): Look | undefined {
  return Object.hasOwn(looks, type) ? looks[type] : undefined;
}
