import type { Field, Node } from '../../lineage/node.js';
import type { Reference } from '../../lineage/reference.js';
import { digestsByAttribute, type PlannedNode, readManifestText, toManifestText } from '../../plan/manifest.js';
import { labelReference } from './label-reference.js';

/** A node as a comparison shows it: its manifest entry, and its attributes as strings for people. */
export interface NodeRecord extends PlannedNode {
  /** A digest of each attribute that is set. */
  readonly digests: ReadonlyMap<string, string>;
  /** The attributes that are set, or those of them that were kept. */
  readonly values: NodeValues;
}

/** An attribute for people: a string, or a list of strings. */
export type Value = string | readonly string[];
export type NodeValues = ReadonlyMap<string, Value>;

/** Makes the record of a node. `own` is the name of its integration, which references to it leave out. */
export function recordOf(node: Node, own: string | undefined): NodeRecord {
  return recordOfText(toManifestText(node), valuesOf(node, own));
}

/** Makes a record from the string of a manifest, and the values that were kept. */
export function recordOfText(text: string, values: NodeValues): NodeRecord {
  const entry = readManifestText(text);
  const { id, nodeType, name } = entry;
  return { id, nodeType, name, digests: digestsByAttribute(entry), values };
}

/** The attributes of a node that are sent and not empty. Times are in ISO 8601, references and fields by name. */
export function valuesOf(node: Node, own: string | undefined): NodeValues {
  const { kind, url, description, createdAt, upstream, downstream } = node;
  const ofKind = node.kind === 'datasource' ? tableValues(node) : ownedValues(node);
  const all: readonly (readonly [string, Value | undefined])[] = [
    ['kind', kind],
    ...ofKind,
    ['url', url],
    ['description', description],
    ['createdAt', timeOf(createdAt)],
    ['fields', node.kind === 'dashboard' ? undefined : node.fields?.map(labelField)],
    ['upstream', labelsOf(upstream, own)],
    ['downstream', labelsOf(downstream, own)],
  ];
  return new Map(all.flatMap(([attribute, value]) => (value?.length ? [[attribute, value]] : [])));
}

type Pairs = readonly (readonly [string, Value | undefined])[];

function ownedValues({ owner, tags, lastModifiedAt }: Exclude<Node, { kind: 'datasource' }>): Pairs {
  return [
    ['owner', owner],
    ['tags', tags],
    ['lastModifiedAt', timeOf(lastModifiedAt)],
  ];
}

function tableValues({ database, schema, table }: Extract<Node, { kind: 'datasource' }>): Pairs {
  return [
    ['database', database],
    ['schema', schema],
    ['table', table],
  ];
}

function timeOf(seconds: number | undefined): string | undefined {
  if (!seconds) return undefined; // 0 is sent for an absent time.
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? String(seconds) : time.toISOString().replace('.000Z', 'Z');
}

function labelField({ name, type, dataType, description }: Field): string {
  const what = [type, dataType].filter(Boolean).join(', ');
  return `${name}${what ? ` (${what})` : ''}${description ? `: ${description}` : ''}`;
}

function labelsOf(references: readonly Reference[] | undefined, own: string | undefined): readonly string[] {
  return [...new Set(references?.map((reference) => labelReference(reference, own)))];
}
