import { ConfigurationError } from '../errors.js';
import type { Definition } from '../lineage/definition.js';
import { digest } from '../lineage/digest-table.js';
import type { Node, NodeByKind, NodeKind } from '../lineage/node.js';
import { stableId } from '../lineage/stable-id.js';
import { toField, toReferences } from '../lineage/to-input.js';

/**
 * What a publication sent, in short: enough to tell what the next one changes. Plain data, ready for JSON; some 100 bytes
 * a node.
 */
export interface PublicationManifest {
  readonly version: 1;
  readonly integration: { readonly uid: string; readonly name?: string | undefined };
  /** The definition that was published; absent with `publishNodes`. */
  readonly definition?: Definition | undefined;
  /** A text for each node, with its type, name and id, and a digest of each attribute. `planPublication` reads it. */
  readonly nodes: readonly string[];
}

/** Which node it is, whatever it holds. */
export interface PlannedNode {
  /** The stable id: the node's own `id`, or the one its name makes. */
  readonly id: string;
  readonly nodeType: string;
  readonly name: string;
}

/** What a manifest keeps of a node. */
export interface ManifestEntry extends PlannedNode {
  /** A digest of each attribute that is set, see `digestsByAttribute`. */
  readonly digests: string;
}

/** An attribute of any kind of node. */
type Attribute = { readonly [Kind in NodeKind]: keyof NodeByKind[Kind]['node'] }[NodeKind];
/** Attributes that a manifest need not compare: those it keeps as they are, and one that is not sent. */
type Uncompared = 'nodeType' | 'name' | 'id' | 'integration';

/** The letters by which a manifest keeps attributes. A letter keeps its meaning for good: manifests are stored. */
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
/** 24 bits, 6 a letter: of changes to one attribute, one in 16 million goes unnoticed. */
const digestLength = 4;
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The text that a manifest keeps of a node. Equal texts mean nodes that go out as equals. */
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

/** What goes out for an attribute, as text; an empty one for what is as if it were not set. */
function textOf(value: unknown, attribute: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return value === 0 ? '' : String(value);
  if (!Array.isArray(value) || value.length === 0) return '';
  if (attribute === 'fields') return JSON.stringify(value.map(toField));
  if (attribute === 'upstream' || attribute === 'downstream') return JSON.stringify(toReferences(value));
  return JSON.stringify(value);
}

/** Reads what `toManifestText` wrote. Throws a `ConfigurationError` for anything else. */
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
    // No JSON: as damaged as JSON of another form.
  }
  throw damaged();
}

function damaged(): ConfigurationError {
  return new ConfigurationError(
    'The manifest of the last publication is damaged. Publish without it to make a new one.',
  );
}

/** Throws a `ConfigurationError` for what is no manifest, or one of another integration. */
export function checkManifest(manifest: PublicationManifest, definition: Definition): void {
  const { version, integration, nodes } = manifest ?? {};
  if (version !== 1 || !Array.isArray(nodes) || typeof integration?.uid !== 'string') throw damaged();
  if (integration.name === undefined || integration.name === definition.name) return;
  const [its, wanted] = [integration.name, definition.name].map((name) => JSON.stringify(name));
  throw new ConfigurationError(`The manifest of the last publication is of the integration ${its}, not of ${wanted}.`);
}
