import { ConfigurationError } from '../errors.js';
import type { Definition } from '../lineage/definition.js';
import { digest } from '../lineage/digest-table.js';
import type { Node } from '../lineage/node.js';
import { stableIdOf } from '../lineage/stable-id.js';
import { toNodesInput } from '../lineage/to-input.js';

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
  /** A digest of each attribute that is set. */
  readonly digests: ReadonlyMap<string, string>;
}

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
} as const;

const attributes = new Map<string, string>(Object.entries(letters).map(([attribute, letter]) => [letter, attribute]));
const digestLength = 7; // The most that 32 bits take in base 36.

/** The text that a manifest keeps of a node. Equal texts mean equal nodes. */
export function toManifestText(node: Node): string {
  const contents = contentsOf(node);
  let digests = '';
  for (const [letter, attribute] of attributes) {
    const value = contents[attribute];
    if (value === undefined) continue;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (!unset.has(text)) digests += letter + digest(text).toString(36).padStart(digestLength, '0');
  }
  return JSON.stringify([node.nodeType, node.name, node.id || 0, digests]);
}

/** What goes out for an attribute that is not set. A node that sets it to that goes out the same. */
const unset: ReadonlySet<string> = new Set(['', '0', '[]']);

/** What a node holds, as it goes out. */
function contentsOf(node: Node): Readonly<Record<string, unknown>> {
  const { chartLikeNodes, dashboardLikeNodes, datasourceLikeNodes } = toNodesInput([node]);
  const { lineage, attributes: sent } = chartLikeNodes[0] ?? dashboardLikeNodes[0] ?? datasourceLikeNodes[0] ?? {};
  return {
    ...sent,
    kind: node.kind,
    ...(node.upstream?.length && { upstream: lineage?.upstreamReferences }),
    ...(node.downstream?.length && { downstream: lineage?.downstreamReferences }),
  };
}

/** Reads what `toManifestText` wrote. Throws a `ConfigurationError` for anything else. */
export function readManifestText(text: string): ManifestEntry {
  const [nodeType, name, id, digests] = parseList(text);
  if (typeof nodeType !== 'string' || typeof name !== 'string' || typeof digests !== 'string') throw damaged();
  return {
    id: stableIdOf({ id: typeof id === 'string' ? id : undefined, name }),
    nodeType,
    name,
    digests: new Map(
      (digests.match(new RegExp(`.{1,${digestLength + 1}}`, 'g')) ?? []).map((part) => [
        attributes.get(part.charAt(0)) ?? part.charAt(0),
        part.slice(1),
      ]),
    ),
  };
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
