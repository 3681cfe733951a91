import { digest } from '../../../identity/digest-table.js';
import { isRecord } from '../../../is-record.js';
import { type Definition, type NodeType, nodeColors, nodeKinds } from '../../../lineage/definition.js';

// A state file is a manifest: a first line with the format, a line for each node, and a last line about the publication.
// A file without its last line is incomplete. The line of a node is its entry in the manifest, with its short
// values as a further element, which `state-values.ts` describes.

/** The first line of a state file. */
export const stateHead = JSON.stringify({ format: 'paradime-integrations-state', version: 1 });

/** Writes the last line of a state file. */
export function stateTail(tail: StateTail): string {
  return JSON.stringify({ ...tail, check: checkOf(tail) });
}

/** A digest of the last line, as `digest` in it is one of the lines before. */
function checkOf({ integration: { uid, name }, definition, nodes, digest: sum, schemas }: StateTail): number {
  return digest(JSON.stringify([uid, name, definition, nodes, sum, ...(schemas ? [schemas] : [])]));
}

/** The last line of a state file. */
export interface StateTail {
  readonly integration: { readonly uid: string; readonly name: string };
  readonly definition: Definition;
  readonly nodes: number;
  readonly digest: number;
  /** The schemas that the dbt project builds into, if there was one. */
  readonly schemas?: readonly string[] | undefined;
}

/** Adds a node's line to the digest of those before it. */
export function addToDigest(sum: number, text: string): number {
  return (Math.imul(sum, 31) + digest(text)) >>> 0;
}

/** Parses the last line. Undefined if the file is damaged: the line is not JSON, not of this form, or was changed. */
export function parseStateTail(text: string): StateTail | undefined {
  const tail = parseJson(text);
  if (!isRecord(tail)) return undefined;
  const { integration, definition, nodes, digest: sum, check, schemas } = tail;
  if (!isRecord(integration) || typeof nodes !== 'number' || typeof sum !== 'number') return undefined;
  const { uid, name } = integration;
  if (typeof uid !== 'string' || typeof name !== 'string' || !isDefinition(definition)) return undefined;
  if (schemas !== undefined && !isStrings(schemas)) return undefined;
  const read = { integration: { uid, name }, definition, nodes, digest: sum, schemas };
  return check === checkOf(read) ? read : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isDefinition(value: unknown): value is Definition {
  if (!isRecord(value) || typeof value['name'] !== 'string' || !isRecord(value['nodeTypes'])) return false;
  return isOptionalString(value['logoUrl']) && Object.values(value['nodeTypes']).every(isNodeType);
}

function isNodeType(value: unknown): value is NodeType {
  if (!isRecord(value)) return false;
  const { kind, icon, color } = value;
  return isOptionalKey(kind, nodeKinds) && isOptionalString(icon) && isOptionalKey(color, nodeColors);
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isOptionalString(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

function isOptionalKey(value: unknown, keys: object): boolean {
  return value === undefined || (typeof value === 'string' && Object.hasOwn(keys, value));
}
