import type { Path, Problem } from '../documents/parsed-text.js';
import type { FormProblem } from '../documents/validate.js';
import { describeNode, formatPath, type IssueCode } from '../lineage/issue.js';
import type { NodeSketch } from './layout.js';

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
const requiredParts: readonly unknown[] = ['kind', 'table', 'table_name', 'integration', 'nodeType', 'node_type'];
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
