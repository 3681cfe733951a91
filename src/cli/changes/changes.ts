import type { FileIntegration } from '../../files/read-integration.js';
import { stableIdOf } from '../../identity/stable-id.js';
import type { Definition } from '../../lineage/definition.js';
import type { Node } from '../../lineage/node.js';
import type { PlannedNode } from '../../plan/manifest.js';
import type { ChangedNode, PublicationPlan } from '../../plan/plan-publication.js';
import { compareValues, differingAttributes, type ValueChange } from './compare-values.js';
import { type Referrers, RemovedTargets } from './find-referrers.js';
import { findRenamed } from './find-renamed.js';
import { type NodeRecord, recordOf } from './node-record.js';

/** The changes that a plan makes, with the values before and after, for people and programs to read. */
export interface Changes {
  readonly plan: PublicationPlan;
  /** The name, if it differs. */
  readonly name?: Change | undefined;
  /** The address of the logo, if it differs. Null for none. */
  readonly logoUrl?: Change | undefined;
  readonly changed: readonly (ChangedNode & { readonly changes: readonly ValueChange[] })[];
  readonly removed: readonly (PlannedNode & { readonly referrers: Referrers })[];
  /** Removed and added nodes that may be the same. They are in `plan` as well, as removed and as added. */
  readonly renamed: readonly RenamedNode[];
  /** The references that nodes lose which stay, as far as these nodes are listed. */
  readonly lost: readonly LostReference[];
}

interface Change {
  readonly from: string | null;
  readonly to: string | null;
}

/** A removed node, and an added one that is much like it. */
export interface RenamedNode {
  readonly from: PlannedNode;
  readonly to: PlannedNode;
  readonly changes: readonly ValueChange[];
  readonly referrers: Referrers;
}

/** A reference that a node had and has no longer. */
export interface LostReference extends PlannedNode {
  readonly side: 'upstream' | 'downstream';
  readonly reference: string;
}

/** The version that a plan compares with. */
export interface Former {
  readonly definition: Definition;
  /** Finds the records of the nodes with these ids. Those that share an id come in their order. */
  readonly recordsOf: (ids: ReadonlySet<string>) => Promise<Records>;
}

/** Records by id. */
export type Records = ReadonlyMap<string, readonly NodeRecord[]>;

/** Adds to a plan what it does not say: the values, which nodes may have been renamed, and who refers to removed ones. */
export async function detailPlan(
  plan: PublicationPlan,
  former: Former | undefined,
  { definition, nodes }: FileIntegration,
): Promise<Changes> {
  if (former === undefined) return { plan, changed: [], removed: [], renamed: [], lost: [] };
  const own = ownName(former.definition, definition);
  const was = await former.recordsOf(idsOf([...plan.changed, ...plan.removed]));
  const targets = new RemovedTargets(definition.name, plan.removed);
  const is = await collectRecords(nodes, idsOf([...plan.changed, ...plan.added]), own, (node) => targets.offer(node));
  const changed = plan.changed.map((node) => ({ ...node, changes: changesOf(node, was, is) }));
  const pairs = findRenamed(recordsFor(plan.removed, was), recordsFor(plan.added, is));
  return {
    plan,
    ...(former.definition.name !== definition.name && { name: { from: former.definition.name, to: definition.name } }),
    ...(plan.definition.isLogoChanged && {
      logoUrl: { from: former.definition.logoUrl ?? null, to: definition.logoUrl ?? null },
    }),
    changed,
    removed: plan.removed.map((node) => ({ ...node, referrers: targets.of(node) })),
    renamed: pairs.flatMap(({ was, is }) => {
      const [from, to] = [plan.removed, plan.added].map((list, side) =>
        list.find((node) => node.id === (side === 0 ? was : is).id),
      );
      if (!from || !to) return [];
      const changes = compareValues(was, is, differingAttributes(was, is));
      return [{ from, to, changes, referrers: targets.of(from) }];
    }),
    lost: changed.flatMap(lostReferences),
  };
}

/** Whether anything differs. */
export function hasChanges({ plan, name }: Changes): boolean {
  const { added, changed, removed, isLogoChanged } = plan.definition;
  const { counts } = plan;
  const count = counts.added + counts.changed + counts.removed + added.length + changed.length + removed.length;
  return count > 0 || isLogoChanged || name !== undefined;
}

/** The name that references leave out: that of the integration, unless it changed. */
export function ownName(former: Definition, now: Definition): string | undefined {
  return former.name === now.name ? now.name : undefined;
}

/** Reads nodes, and keeps the records of those with these ids. */
export async function collectRecords(
  nodes: FileIntegration['nodes'],
  ids: ReadonlySet<string>,
  own: string | undefined,
  onNode: (node: Node) => void = () => {},
): Promise<Records> {
  const records = new Map<string, NodeRecord[]>();
  for await (const node of typeof nodes === 'function' ? nodes() : nodes) {
    onNode(node);
    const id = stableIdOf(node);
    if (ids.has(id)) addRecord(records, id, recordOf(node, own));
  }
  return records;
}

export function addRecord(records: Map<string, NodeRecord[]>, id: string, record: NodeRecord): void {
  const ofId = records.get(id);
  if (ofId) ofId.push(record);
  else records.set(id, [record]);
}

function idsOf(nodes: readonly PlannedNode[]): ReadonlySet<string> {
  return new Set(nodes.map(({ id }) => id));
}

/** The records of planned nodes. Among those that share an id, the one with the same name and type. */
function recordsFor(nodes: readonly PlannedNode[], records: Records): readonly NodeRecord[] {
  const found = nodes.flatMap((node) =>
    (records.get(node.id) ?? [])
      .filter(({ nodeType, name }) => nodeType === node.nodeType && name === node.name)
      .slice(0, 1),
  );
  return [...new Set(found)];
}

/** Compares the two versions of a changed node. Of several with its id, those that differ as the plan says. */
function changesOf(node: ChangedNode, was: Records, is: Records): readonly ValueChange[] {
  const wanted = node.attributes.join();
  for (const now of is.get(node.id) ?? []) {
    if (now.name !== node.name || now.nodeType !== node.nodeType) continue;
    for (const former of was.get(node.id) ?? []) {
      if (differingAttributes(former, now).join() === wanted) return compareValues(former, now, node.attributes);
    }
  }
  return []; // The files changed while they were read.
}

function lostReferences({ id, nodeType, name, changes }: Changes['changed'][number]): readonly LostReference[] {
  return changes.flatMap((change) => {
    const { attribute } = change;
    if (!('removed' in change) || (attribute !== 'upstream' && attribute !== 'downstream')) return [];
    return change.removed.map((reference) => ({ id, nodeType, name, side: attribute, reference }));
  });
}
