import type { NodeRecord, Value } from './node-record.js';

/** How one attribute of a node differs. */
export type ValueChange = ScalarChange | ListChange | UnknownChange;

/** Null stands for an attribute that is not set. */
export interface ScalarChange {
  readonly attribute: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** A list that gained or lost entries. If neither, their order changed, or something that the entries do not show. */
export interface ListChange {
  readonly attribute: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** A change from a value that the state file does not hold. */
export interface UnknownChange {
  readonly attribute: string;
  readonly isFormerUnknown: true;
  readonly to: Value | null;
}

/** Compares these attributes of two versions of a node. */
export function compareValues(was: NodeRecord, is: NodeRecord, attributes: readonly string[]): readonly ValueChange[] {
  return attributes.map((attribute) => compareValue(attribute, was, is));
}

function compareValue(attribute: string, was: NodeRecord, is: NodeRecord): ValueChange {
  if (attribute === 'name' || attribute === 'nodeType') {
    return { attribute, from: was[attribute], to: is[attribute] };
  }
  const [from, to] = [was.values.get(attribute), is.values.get(attribute)];
  if (from === undefined && was.digests.has(attribute)) return { attribute, isFormerUnknown: true, to: to ?? null };
  if (typeof from === 'object' || typeof to === 'object') {
    const [former, now] = [listOf(from), listOf(to)];
    return { attribute, added: without(now, former), removed: without(former, now) };
  }
  return { attribute, from: from ?? null, to: to ?? null };
}

/** The attributes that differ, apart from the id. */
export function differingAttributes(was: NodeRecord, is: NodeRecord): readonly string[] {
  const own = (['nodeType', 'name'] as const).filter((key) => was[key] !== is[key]);
  const attributes = new Set([...was.digests.keys(), ...is.digests.keys()]);
  return [...own, ...[...attributes].filter((key) => was.digests.get(key) !== is.digests.get(key))];
}

function listOf(value: Value | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** The entries of a list that another does not have, or has fewer times. */
function without(list: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(other, (left.get(other) ?? 0) + 1);
  return list.filter((entry) => {
    const count = left.get(entry) ?? 0;
    left.set(entry, count - 1);
    return count <= 0;
  });
}
