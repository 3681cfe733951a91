import { isRecord } from '../../../is-record.js';
import type { Node } from '../../../lineage/node.js';
import { toManifestText } from '../../../plan/manifest.js';
import type { Redact } from '../../../transport/redact.js';
import { type NodeRecord, type NodeValues, recordOfText, type Value, valuesOf } from '../../changes/node-record.js';

/**
 * Stands between the manifest's entry of a node and its values, which are a further element of the same list. In JSON a
 * tab is white space, and escaped in strings, so every version of this program can read these lines.
 */
const separator = ',\t';

/** The longest value that is kept: of a string in characters, of a list in characters of JSON. */
const longest = { string: 200, list: 1_000 } as const;
/** The most characters of JSON that are kept of one node. */
const longestLine = 2_000;

/**
 * Writes the line of a node: its entry in a manifest and, so that the next comparison can show them, those of its values
 * that are short. `own` is the name of the integration.
 */
export function toStateLine(node: Node, own: string, redact: Redact): string {
  const kept: [string, Value][] = [];
  let length = 0;
  for (const [attribute, value] of valuesOf(node, own)) {
    const json = JSON.stringify(value);
    if (typeof value === 'string' ? value.length > longest.string : json.length > longest.list) continue;
    if (length + json.length > longestLine) continue;
    length += json.length;
    kept.push([attribute, value]);
  }
  return `${toManifestText(node).slice(0, -1)}${separator}${toJson(kept, redact)}]`;
}

/** Leaves out values with secrets. They are rare, so each value is looked at only if there is any. */
function toJson(values: readonly (readonly [string, Value])[], redact: Redact): string {
  const json = JSON.stringify(Object.fromEntries(values));
  if (redact(json) === json) return json;
  const clean = values.filter((value) => redact(JSON.stringify(value)) === JSON.stringify(value));
  return JSON.stringify(Object.fromEntries(clean));
}

/** The entry of the manifest in the line of a node. */
export function entryOfLine(line: string): string {
  const end = line.indexOf(separator);
  return end < 0 ? line : `${line.slice(0, end)}]`;
}

/** Reads the line of a node. Files of earlier versions have no values. */
export function recordOfLine(line: string): NodeRecord {
  const end = line.indexOf(separator);
  const values = end < 0 ? '' : line.slice(end + separator.length, -1);
  return recordOfText(entryOfLine(line), valuesOfJson(values));
}

function valuesOfJson(json: string): NodeValues {
  const values: unknown = json === '' ? {} : JSON.parse(json);
  if (!isRecord(values)) return new Map();
  return new Map(
    Object.entries(values).flatMap(([attribute, value]) => (isValue(value) ? [[attribute, value] as const] : [])),
  );
}

function isValue(value: unknown): value is Value {
  return typeof value === 'string' || (Array.isArray(value) && value.every((entry) => typeof entry === 'string'));
}
