import type { NodeRecord } from './node-record.js';

/**
 * Pairs removed nodes with added ones of the same type that are much like them, and more so than any other: probably the
 * same node under a new name or id, which only its author knows.
 */
export function findRenamed(removed: readonly NodeRecord[], added: readonly NodeRecord[]): readonly Renamed[] {
  const renamed: Renamed[] = [];
  const addedByType = groupByType(added);
  for (const [nodeType, were] of groupByType(removed)) {
    renamed.push(...pairUp(were, addedByType.get(nodeType) ?? []));
  }
  return renamed;
}

/** A removed node, and an added one that may be the same. */
export interface Renamed {
  readonly was: NodeRecord;
  readonly is: NodeRecord;
}

function groupByType(records: readonly NodeRecord[]): ReadonlyMap<string, NodeRecord[]> {
  const groups = new Map<string, NodeRecord[]>();
  for (const record of records) {
    const group = groups.get(record.nodeType);
    if (group) group.push(record);
    else groups.set(record.nodeType, [record]);
  }
  return groups;
}

/** Pairing some nodes can make the choice clear for others, a few times over. */
const rounds = 3;

function pairUp(removed: readonly NodeRecord[], added: readonly NodeRecord[]): readonly Renamed[] {
  const pairs: Renamed[] = [];
  let [were, are] = [removed, added];
  for (let round = 0; round < rounds && were.length > 0 && are.length > 0; round++) {
    const found = clearPairs(were, are);
    if (found.length === 0) break;
    pairs.push(...found);
    const taken = new Set(found.flatMap(({ was, is }) => [was, is]));
    were = were.filter((record) => !taken.has(record));
    are = are.filter((record) => !taken.has(record));
  }
  return pairs;
}

/** The pairs in which each is the best match of the other. */
function clearPairs(removed: readonly NodeRecord[], added: readonly NodeRecord[]): readonly Renamed[] {
  const ofRemoved = removed.map(() => new Best());
  const ofAdded = added.map(() => new Best());
  for (const [place, was] of removed.entries()) {
    for (const [other, is] of added.entries()) {
      const likeness = likenessOf(was, is);
      if (likeness === undefined) continue;
      ofRemoved[place]?.offer(other, likeness);
      ofAdded[other]?.offer(place, likeness);
    }
  }
  return removed.flatMap((was, place) => {
    const best = ofRemoved[place];
    const other = best?.place;
    const is = other === undefined ? undefined : added[other];
    if (!best || other === undefined || !is) return [];
    const back = ofAdded[other];
    return back?.place === place && best.isClear() && back.isClear() ? [{ was, is }] : [];
  });
}

interface Likeness {
  /** Share of the contents that are equal. */
  readonly share: number;
  /** Share of the name that is. */
  readonly name: number;
}

/** The best of the candidates for a node, and how the next best compares. */
class Best {
  place: number | undefined;
  #likeness: Likeness | undefined;
  #next = 0;

  offer(place: number, likeness: Likeness): void {
    if (this.#likeness === undefined || scoreOf(likeness) > scoreOf(this.#likeness)) {
      this.#next = this.#likeness === undefined ? 0 : scoreOf(this.#likeness);
      this.place = place;
      this.#likeness = likeness;
    } else this.#next = Math.max(this.#next, scoreOf(likeness));
  }

  /** Whether it stands out: alone, or by far, or as the better one with a like name. */
  isClear(): boolean {
    if (this.#likeness === undefined) return false;
    const lead = scoreOf(this.#likeness) - this.#next;
    return this.#next === 0 || lead >= farAhead || (lead > 0 && this.#likeness.name >= 0.5);
  }
}

const farAhead = 0.4;

function scoreOf({ share, name }: Likeness): number {
  return share + name;
}

/** Attributes that many nodes share, which say less about which node it is. */
const common: ReadonlySet<string> = new Set(['owner', 'tags', 'database', 'schema', 'lastModifiedAt']);

/** How much two nodes of one type have in common. Undefined if too little to name one with the other. */
function likenessOf(was: NodeRecord, is: NodeRecord): Likeness | undefined {
  let [all, equal, hasOwn] = [0, 0, false];
  const weigh = (attribute: string): void => {
    if (attribute === 'kind') return; // The same for all nodes of the type.
    const weight = common.has(attribute) ? 1 : 2;
    const share = shareOf(attribute, was, is);
    all += weight;
    equal += weight * share;
    if (weight > 1 && share >= 0.5) hasOwn = true;
  };
  for (const attribute of was.digests.keys()) weigh(attribute);
  for (const attribute of is.digests.keys()) if (!was.digests.has(attribute)) weigh(attribute);
  const share = all === 0 ? 0 : equal / all;
  if (was.name === is.name) return { share: Math.max(share, 0.5), name: 1 };
  if (share <= 0.5 || !hasOwn) return undefined;
  return { share, name: likenessOfNames(was.name, is.name) };
}

/** Longer lists are compared as a whole, because there may be a million pairs. */
const longestList = 50;

/** The share of an attribute that is equal: 0 or 1, or between them for lists. */
function shareOf(attribute: string, was: NodeRecord, is: NodeRecord): number {
  const [former, now] = [was.digests.get(attribute), is.digests.get(attribute)];
  if (former === now) return 1;
  if (former === undefined || now === undefined) return 0;
  const [from, to] = [was.values.get(attribute), is.values.get(attribute)];
  if (typeof from !== 'object' || typeof to !== 'object') return 0;
  if (from.length > longestList || to.length > longestList) return 0;
  const both = from.filter((entry) => to.includes(entry)).length;
  return both / (from.length + to.length - both);
}

/** The share of the longer name that both begin or end with. */
function likenessOfNames(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start++;
  let end = 0;
  while (end < shorter - start && one.at(-1 - end) === other.at(-1 - end)) end++;
  return (start + end) / Math.max(one.length, other.length, 1);
}
