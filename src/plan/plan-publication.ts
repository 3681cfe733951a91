import { ConfigurationError, show } from '../errors.js';
import { DigestTable } from '../identity/digest-table.js';
import { stableIdOf } from '../identity/stable-id.js';
import { checkNode } from '../lineage/checks/check-node.js';
import { checkDefinition, type Definition, toNodeTypeInfos } from '../lineage/definition.js';
import { InvalidNodesError } from '../lineage/issue.js';
import type { Node } from '../lineage/node.js';
import { type TableOptions, TableResolver } from '../lineage/tables/table-resolver.js';
import { checkOptions } from '../options.js';
import { compareNodeTypes, type NodeTypesDifference } from '../registration/compare-definition.js';
import {
  checkManifest,
  digestsByAttribute,
  type ManifestEntry,
  type PlannedNode,
  type PublicationManifest,
  readManifestText,
  toManifestText,
} from './manifest.js';

/**
 * Finds what publishing these nodes would change since the last publication, whose manifest `publish` reports if it is
 * given `manifest: true`. Nodes are matched by their stable ids. Without a manifest all are new. Sends nothing.
 *
 * Give the same dbt project as to `publish`: references are compared as they are sent.
 *
 * Throws a `ConfigurationError` for a manifest that is damaged or belongs to another integration, for a definition that
 * cannot be registered, and for nodes that are not iterable. Throws an `InvalidNodesError` for a node that cannot be read.
 */
export function planPublication(
  definition: Definition,
  nodes: Iterable<Node>,
  previous?: PublicationManifest,
  options: TableOptions = {},
): PublicationPlan {
  checkDefinition(definition);
  checkOptions('The options of planPublication', options, { dbt: 'any', dbtNames: 'any' });
  const tables = TableResolver.of(options);
  const given: unknown = nodes;
  if (typeof given !== 'object' || given === null || !(Symbol.iterator in given)) {
    throw new ConfigurationError(`\`nodes\` must be an array or another iterable of nodes (got ${show(given)}).`);
  }
  if (previous) checkManifest(previous, definition);
  const planner = new Planner(definition, previous && { definition: previous.definition, texts: previous.nodes });
  let index = 0;
  for (const node of nodes) addNode(planner, node, tables, index++);
  return planner.finish();
}

/** Adds a node. If that fails because only plain JavaScript allows such a node, its checks say what is wrong. */
function addNode(planner: Planner, node: Node, tables: TableResolver | undefined, index: number): void {
  try {
    planner.add(tables ? tables.resolve(node) : node);
  } catch (error) {
    const issues = checkNode(node, undefined, index);
    throw issues.length > 0 ? new InvalidNodesError(issues, { cause: error }) : error;
  }
}

/** A node whose contents differ from those of the last publication. */
export interface ChangedNode extends PlannedNode {
  /** The names of the attributes that differ, such as `name` or `upstream`. */
  readonly attributes: readonly string[];
}

/** The changes that a publication would make since the last one. Paradime cannot be asked for the nodes it shows. */
export interface PublicationPlan {
  /** The differences of the node types, and whether the logo differs. */
  readonly definition: NodeTypesDifference & { readonly isLogoChanged: boolean };
  /** Nodes that the last publication did not have. */
  readonly added: readonly PlannedNode[];
  /** Nodes that both have, with different contents. */
  readonly changed: readonly ChangedNode[];
  /** Nodes that only the last publication had. */
  readonly removed: readonly PlannedNode[];
  /** The number of nodes of each sort, including those that stay as they are. */
  readonly counts: Readonly<Record<'added' | 'changed' | 'removed' | 'unchanged', number>>;
  /** The number of nodes in the last publication. 0 without a manifest. */
  readonly previous: number;
}

/** The previous publication, with which a planner compares. */
export interface PreviousPublication {
  readonly definition: Definition | undefined;
  /** The strings of the manifest, one for each node. */
  readonly texts: { readonly length: number; at(place: number): string | undefined };
}

const none: PreviousPublication = { definition: undefined, texts: [] };

/** Makes a plan from nodes that are added one by one. It keeps none of them. */
export class Planner {
  readonly #definition: Definition;
  readonly #previous: PreviousPublication;
  readonly #places: DigestTable;
  /** Further places of ids that occur more than once in the last publication. */
  readonly #morePlaces = new Map<string, number[]>();
  readonly #isSeen: Uint8Array;
  readonly #added: PlannedNode[] = [];
  readonly #changed: ChangedNode[] = [];
  readonly #counts = { added: 0, changed: 0, removed: 0, unchanged: 0 };
  /** The most nodes of each sort that the plan lists. Further ones are only counted. */
  readonly #most: number;

  /** Throws a `ConfigurationError` for a string that cannot come from a manifest. */
  constructor(definition: Definition, previous: PreviousPublication = none, most: number = Number.POSITIVE_INFINITY) {
    this.#definition = definition;
    this.#most = most;
    this.#previous = previous;
    const { length } = previous.texts;
    this.#places = new DigestTable(length);
    this.#isSeen = new Uint8Array(length);
    for (let place = 0; place < length; place++) {
      const { id } = this.#entryAt(place);
      if (this.#places.add(id, place) === undefined) continue;
      this.#morePlaces.set(id, [...(this.#morePlaces.get(id) ?? []), place]);
    }
  }

  #entryAt(place: number): ManifestEntry {
    return readManifestText(this.#previous.texts.at(place) ?? '');
  }

  add(node: Node): void {
    const id = stableIdOf(node);
    const { nodeType, name } = node;
    const text = toManifestText(node);
    const place = this.#takePlace(id);
    const former = place === undefined ? undefined : this.#previous.texts.at(place);
    if (former === undefined) this.#list('added', this.#added, { id, nodeType, name });
    else if (former === text) this.#counts.unchanged++;
    else {
      const attributes = differences(readManifestText(former), readManifestText(text));
      if (attributes.length === 0)
        this.#counts.unchanged++; // Its `id` is the one that its name makes anyway.
      else this.#list('changed', this.#changed, { id, nodeType, name, attributes });
    }
  }

  #list<Listed>(sort: 'added' | 'changed' | 'removed', list: Listed[], node: Listed): void {
    if (this.#counts[sort]++ < this.#most) list.push(node);
  }

  /** The place of a node with this id in the last publication that was not taken yet. */
  #takePlace(id: string): number | undefined {
    const first = this.#places.find(id);
    const places = first === undefined ? [] : [first, ...(this.#morePlaces.get(id) ?? [])];
    const place = places.find((candidate) => !this.#isSeen[candidate]);
    if (place !== undefined) this.#isSeen[place] = 1;
    return place;
  }

  finish(): PublicationPlan {
    const { definition: former, texts } = this.#previous;
    const removed: PlannedNode[] = [];
    for (let place = 0; place < texts.length; place++) {
      if (this.#isSeen[place]) continue;
      const { id, nodeType, name } = this.#entryAt(place);
      this.#list('removed', removed, { id, nodeType, name });
    }
    const { nodeTypes, logoUrl } = this.#definition;
    return {
      definition: {
        ...compareNodeTypes(toNodeTypeInfos(nodeTypes), toNodeTypeInfos(former?.nodeTypes ?? {})),
        isLogoChanged: logoUrl !== former?.logoUrl,
      },
      added: this.#added,
      changed: this.#changed,
      removed,
      counts: { ...this.#counts },
      previous: texts.length,
    };
  }
}

function differences(former: ManifestEntry, now: ManifestEntry): readonly string[] {
  const own = (['nodeType', 'name'] as const).filter((key) => former[key] !== now[key]);
  const [was, is] = [digestsByAttribute(former), digestsByAttribute(now)];
  const attributes = new Set([...was.keys(), ...is.keys()]);
  return [...own, ...[...attributes].filter((key) => was.get(key) !== is.get(key))];
}
