import { ConfigurationError } from '../errors.js';
import { digest } from '../identity/digest-table.js';
import { stableId } from '../identity/stable-id.js';
import type { Definition } from '../lineage/definition.js';
import type { Node, NodeByKind, NodeKind } from '../lineage/node.js';
import { toField, toReferences } from '../lineage/to-input.js';

/**
 * A summary of what a publication sent, with which `planPublication` finds what the next one would change. Plain data,
 * ready for JSON, about 100 bytes per node.
 */
export interface PublicationManifest {
  readonly version: 1;
  readonly integration: { readonly uid: string; readonly name?: string | undefined };
  /** The definition that was published. Absent after `publishNodes`. */
  readonly definition?: Definition | undefined;
  /** A string for each node with its type, name and id, and a digest of each attribute. Read by `planPublication`. */
  readonly nodes: readonly string[];
}

/** Identifies a node in a plan. */
export interface PlannedNode {
  /** The stable id: the node's own `id`, or the one derived from its name. */
  readonly id: string;
  readonly nodeType: string;
  readonly name: string;
}

/** The entry of a node in a manifest. */
export interface ManifestEntry extends PlannedNode {
  /** A digest of each attribute that is set, as `digestsByAttribute` reads them. */
  readonly digests: string;
}

/** An attribute of any kind of node. */
type Attribute = { readonly [Kind in NodeKind]: keyof NodeByKind[Kind]['node'] }[NodeKind];
/** Attributes without a digest: those that a manifest keeps as they are, and one that is not sent. */
type Uncompared = 'nodeType' | 'name' | 'id' | 'integration';

/** The letter of each attribute in a manifest. A letter must never change its meaning, because manifests are stored. */
const letters = {
  kind: 'k',
  createdAt: 'c',
  lastModifiedAt: 'm',
  url: 'l',
  owner: 'o',
  description: 'x',
  tags: 'g',
  fields: 'f',
  database: 'a',
  schema: 's',
  table: 't',
  upstream: 'u',
  downstream: 'd',
} as const satisfies Readonly<Record<Exclude<Attribute, Uncompared>, string>>;

const attributes = new Map<string, string>(Object.entries(letters).map(([attribute, letter]) => [letter, attribute]));
/**
 * The length of a digest in letters of 6 bits, so 24 bits: one in 16 million changes to an attribute goes unnoticed.
 */
const digestLength = 4;
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Writes the entry of a node as a string. Two nodes with equal strings are sent with the same contents. */
export function toManifestText(node: Node): string {
  let digests = '';
  for (const [letter, attribute] of attributes) {
    const text = textOf(Reflect.get(node, attribute), attribute);
    if (text !== '') digests += letter + shortDigest(text);
  }
  return JSON.stringify([node.nodeType, node.name, node.id || 0, digests]);
}

function shortDigest(text: string): string {
  const bits = digest(text);
  return (
    digits.charAt(bits >>> 26) +
    digits.charAt((bits >>> 20) & 63) +
    digits.charAt((bits >>> 14) & 63) +
    digits.charAt((bits >>> 8) & 63)
  );
}

/** The value that is sent for an attribute, as a string. Empty for values that are sent like an absent one. */
function textOf(value: unknown, attribute: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return value === 0 ? '' : String(value);
  if (!Array.isArray(value) || value.length === 0) return '';
  if (attribute === 'fields') return JSON.stringify(value.map(toField));
  if (attribute === 'upstream' || attribute === 'downstream') return JSON.stringify(toReferences(value));
  return JSON.stringify(value);
}

/** Reads a string that `toManifestText` wrote. Throws a `ConfigurationError` for anything else. */
export function readManifestText(text: string): ManifestEntry {
  const [nodeType, name, id, digests] = parseList(text);
  if (typeof nodeType !== 'string' || typeof name !== 'string' || typeof digests !== 'string') throw damaged();
  return { id: typeof id === 'string' ? id : stableId(name), nodeType, name, digests };
}

/** The digests of an entry, by attribute. */
export function digestsByAttribute({ digests }: ManifestEntry): ReadonlyMap<string, string> {
  const byAttribute = new Map<string, string>();
  for (let place = 0; place < digests.length; place += digestLength + 1) {
    const letter = digests.charAt(place);
    byAttribute.set(attributes.get(letter) ?? letter, digests.slice(place + 1, place + 1 + digestLength));
  }
  return byAttribute;
}

function parseList(text: unknown): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(String(text));
    if (Array.isArray(list)) return list;
  } catch {
    // Not JSON, so as damaged as JSON of another form.
  }
  throw damaged();
}

function damaged(): ConfigurationError {
  return new ConfigurationError(
    'The manifest of the last publication is damaged. Publish without it to make a new one.',
  );
}

/** Throws a `ConfigurationError` for a damaged manifest, and for one of another integration. */
export function checkManifest(manifest: PublicationManifest, definition: Definition): void {
  const { version, integration, nodes } = manifest ?? {};
  if (version !== 1 || !Array.isArray(nodes) || typeof integration?.uid !== 'string') throw damaged();
  if (integration.name === undefined || integration.name === definition.name) return;
  const [found, wanted] = [integration.name, definition.name].map((name) => JSON.stringify(name));
  throw new ConfigurationError(
    `The manifest of the last publication belongs to the integration ${found}, not to ${wanted}.`,
  );
}
