import type { Path, Problem } from '../../documents/parsed-text.js';
import type { FormProblem } from '../../documents/validate.js';
import { isRecord } from '../../is-record.js';
import { describeNode, formatPath, type IssueCode } from '../../lineage/issue.js';
import type { NodeSketch } from '../layout.js';

/** Gives the problems of a node their place in words, and the codes of the checks that look for the same. */
export function problemsOfNode(
  problems: readonly FormProblem[],
  sketch: NodeSketch,
  index: number,
): readonly Problem[] {
  return problems.map((problem) => ({
    ...problem,
    code: problem.code ?? codeOf(problem),
    place: placeInNode(sketch, index, problem.path),
  }));
}

/** A place in a node, in words. The node is called by its type and name if both can be read. */
export function placeInNode({ nodeType, name }: NodeSketch, index: number, path: Path): string {
  const isNamed = nodeType !== undefined && name !== undefined;
  const node = isNamed ? describeNode({ nodeType, name, index }) : `node ${index + 1}`;
  return path.length > 0 ? `${node}, ${formatPath(path)}` : node;
}

/** The codes of attributes, by their names in both layouts. All others have `invalid-attribute`. */
const attributeCodes: Readonly<Record<string, IssueCode>> = {
  name: 'empty-name',
  nodeType: 'unknown-node-type',
  node_type: 'unknown-node-type',
  kind: 'kind-mismatch',
  createdAt: 'invalid-timestamp',
  created_at: 'invalid-timestamp',
  lastModifiedAt: 'invalid-timestamp',
  last_modified_at: 'invalid-timestamp',
};

const referenceLists: readonly unknown[] = [
  'upstream',
  'downstream',
  'upstream_dependencies',
  'downstream_dependencies',
];
/** The parts that a reference cannot do without. */
const requiredParts: readonly unknown[] = [
  ...['kind', 'table', 'table_name', 'model', 'source', 'node', 'dbt'],
  ...['integration', 'nodeType', 'node_type'],
];
/** The objects in which the layout of the official client nests attributes. */
const nests: readonly unknown[] = ['attributes', 'lineage'];

function codeOf({ path, isKey, rule }: FormProblem): IssueCode | 'invalid-file' {
  if (path.length === 0) return 'invalid-file'; // It is not an object.
  if (isKey) return 'unknown-attribute';
  const [attribute, , part] = nests.includes(path[0]) ? path.slice(1) : path;
  if (!referenceLists.includes(attribute)) return attributeCodes[String(attribute)] ?? 'invalid-attribute';
  if ((part === 'nodeType' || part === 'node_type') && rule === 'invalid_value') return 'unknown-native-node-type';
  return part === undefined || requiredParts.includes(part) ? 'incomplete-reference' : 'invalid-attribute';
}

/** Without these, or with another value in their place, a node would be another one. */
const essential: readonly unknown[] = ['name', 'nodeType', 'node_type', 'id', 'kind', 'integration'];

/**
 * A copy of a node without the values that have problems, so that the others can be checked. A reference gives way to
 * one that no check doubts, so that those after it keep their places. Undefined if what identifies the node has problems.
 */
export function withoutProblems(value: unknown, problems: readonly FormProblem[]): unknown {
  if (!isRecord(value) || problems.length === 0) return undefined;
  const copy = structuredClone(value);
  for (const { path, isKey } of problems) {
    const [nest] = path;
    const nested = nests.includes(nest) && path.length > 1 ? copy[String(nest)] : undefined;
    const holder = isRecord(nested) ? nested : copy;
    const [attribute, index] = isRecord(nested) ? path.slice(1) : path;
    if (attribute === undefined || (!isKey && essential.includes(attribute))) return undefined;
    const list = holder[attribute];
    if (referenceLists.includes(attribute) && Array.isArray(list) && typeof index === 'number') {
      list[index] = isRecord(nested)
        ? { node_type: 'TableauWorkbook', node_id: 'x' }
        : { kind: 'native', nodeType: 'TableauWorkbook', id: 'x' };
    } else delete holder[attribute];
  }
  return copy;
}
