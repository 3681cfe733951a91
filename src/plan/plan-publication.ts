import { type Definition, toNodeTypeInfos } from '../lineage/definition.js';
import { DigestTable } from '../lineage/digest-table.js';
import type { Node } from '../lineage/node.js';
import { stableIdOf } from '../lineage/stable-id.js';
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

/** A node that is to be sent with other contents than last time. */
export interface ChangedNode extends PlannedNode {
  /** Which attributes differ: `name`, `upstream` and so on. */
  readonly attributes: readonly string[];
}

/** What a publication would change, against the last one from here. Paradime itself cannot be asked for its nodes. */
export interface PublicationPlan {
  /** How the node types differ, and whether the logo does. */
  readonly definition: NodeTypesDifference & { readonly isLogoChanged: boolean };
  readonly added: readonly PlannedNode[];
  readonly changed: readonly ChangedNode[];
  readonly removed: readonly PlannedNode[];
  /** How many there are of each sort, and of those that stay as they are. */
  readonly counts: Readonly<Record<'added' | 'changed' | 'removed' | 'unchanged', number>>;
  /** How many nodes the last publication had. */
  readonly previous: number;
}

/**
 * Tells what publishing these nodes would change, against the manifest of the last publication (`manifest: true` makes
 * `publish` report one). Nodes are the same when their stable ids are. Without a manifest all are new. Sends nothing.
 *
 * Throws a `ConfigurationError` for a manifest that is damaged, or of another integration.
 */
export function planPublication(
  definition: Definition,
  nodes: Iterable<Node>,
  previous?: PublicationManifest,
): PublicationPlan {
  if (previous) checkManifest(previous, definition);
  const planner = new Planner(definition, previous && { definition: previous.definition, texts: previous.nodes });
  for (const node of nodes) planner.add(node);
  return planner.finish();
}

/** What a planner compares with. */
export interface PreviousPublication {
  readonly definition: Definition | undefined;
  /** The manifest's texts. */
  readonly texts: { readonly length: number; at(place: number): string | undefined };
}

const none: PreviousPublication = { definition: undefined, texts: [] };

/** Makes a plan of nodes that come one by one, none of which it keeps. */
export class Planner {
  readonly #definition: Definition;
  readonly #previous: PreviousPublication;
  readonly #places: DigestTable;
  /** Further places of an id that the last publication had several times. */
  readonly #morePlaces = new Map<string, number[]>();
  readonly #isSeen: Uint8Array;
  readonly #added: PlannedNode[] = [];
  readonly #changed: ChangedNode[] = [];
  readonly #counts = { added: 0, changed: 0, removed: 0, unchanged: 0 };
  /** How many nodes of each sort the plan lists; the rest is counted only. */
  readonly #most: number;

  /** Throws a `ConfigurationError` for a text that no manifest has. */
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
        this.#counts.unchanged++; // An id that is the one its name makes.
      else this.#list('changed', this.#changed, { id, nodeType, name, attributes });
    }
  }

  #list<Listed>(sort: 'added' | 'changed' | 'removed', list: Listed[], node: Listed): void {
    if (this.#counts[sort]++ < this.#most) list.push(node);
  }

  /** Where the last publication had a node of that id that was not taken yet. */
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
