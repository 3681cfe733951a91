import { isRecord } from '../is-record.js';
import { type Definition, nodeKinds } from './definition.js';
import { type Issue, type IssueCode, issueNode, issueOf } from './issue.js';
import type { Node, NodeByKind, NodeKind } from './node.js';
import { isNativeNodeType, nativeNodeTypes, type Reference } from './reference.js';
import { didYouMean } from './suggest.js';
import { fitsInt } from './timestamp.js';

/**
 * Finds the errors of a single node. Without a definition, checks that depend on one are skipped.
 *
 * Nodes may come from plain JavaScript or from files, so this relies on nothing that only the compiler guarantees.
 */
export function checkNode(node: Node, definition: Definition | undefined, index?: number): readonly Issue[] {
  let issues: Issue[] | undefined;
  const report: Report = (code, path, message) => {
    issues ??= [];
    issues.push(issueOf(code, path, message, issueNode(node, index)));
  };
  if (!isRecord(node)) {
    report('kind-mismatch', [], `must be a node (got ${JSON.stringify(node)})`);
    return issues ?? none;
  }
  if (isBlank(node.name)) report('empty-name', ['name'], 'must be a non-empty string: lineage shows nodes by name');
  checkKind(node, definition, report);
  if (definition && node.integration !== undefined && node.integration !== definition.name) {
    report(
      'foreign-node',
      [],
      `belongs to the integration ${JSON.stringify(node.integration)} but would be published under ${JSON.stringify(definition.name)}; publish it with its own definition, or refer to it in \`upstream\` or \`downstream\``,
    );
  }
  if (Object.hasOwn(attributes, node.kind)) checkAttributes(node, report);
  return issues ?? none;
}

type Path = Issue['path'];
type Report = (code: IssueCode, path: Path, message: string) => void;

const none: readonly Issue[] = [];

/** The type of each attribute, by kind. Each type has its own check. */
const common = {
  kind: 'string',
  nodeType: 'string',
  integration: 'string',
  name: 'string',
  id: 'string',
  description: 'string',
  url: 'string',
  createdAt: 'time',
  upstream: 'references',
  downstream: 'references',
} as const;
const owned = { ...common, owner: 'string', tags: 'strings', lastModifiedAt: 'time' } as const;
const attributes = {
  chart: { ...owned, fields: 'fields' },
  dashboard: owned,
  datasource: { ...common, database: 'string', schema: 'string', table: 'string', fields: 'fields' },
} as const satisfies { readonly [Kind in NodeKind]: Readonly<Record<keyof NodeByKind[Kind]['node'], string>> };

/** Finds unknown attributes and values of the wrong type, in one pass: there may be very many nodes. */
function checkAttributes(node: Node & Readonly<Record<string, unknown>>, report: Report): void {
  const known: Readonly<Record<string, string>> = attributes[node.kind];
  for (const attribute in node) {
    const value = node[attribute];
    if (value === undefined || value === null) continue;
    switch (Object.hasOwn(known, attribute) ? known[attribute] : undefined) {
      case 'string':
        if (typeof value !== 'string' && attribute !== 'name')
          report('invalid-attribute', [attribute], 'must be a string');
        break;
      case 'time':
        checkTime(value, attribute, report);
        break;
      case 'references':
        checkReferences(value, attribute, report);
        break;
      case 'strings':
        if (!isListOf(value, (tag) => typeof tag === 'string')) {
          report('invalid-attribute', [attribute], 'must be a list of strings');
        }
        break;
      case 'fields':
        if (!isListOf(value, (field) => isRecord(field) && !isBlank(field['name']))) {
          report('invalid-attribute', [attribute], 'must be a list of fields, such as { name: "amount" }');
        }
        break;
      default:
        report(
          'unknown-attribute',
          [attribute],
          `a ${node.kind} has no attribute "${attribute}"; its attributes are ${Object.keys(known).join(', ')}${didYouMean(attribute, Object.keys(known))}`,
        );
    }
  }
}

function isListOf(value: unknown, isElement: (element: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isElement);
}

function checkKind(node: Node, definition: Definition | undefined, report: Report): void {
  const { kind, nodeType } = node;
  if (!Object.hasOwn(nodeKinds, kind)) {
    const kinds = Object.keys(nodeKinds).join(', ');
    report('kind-mismatch', ['kind'], `must be one of ${kinds} (got ${JSON.stringify(kind)})`);
  }
  if (definition === undefined) {
    if (isBlank(nodeType))
      report('unknown-node-type', ['nodeType'], 'must be a non-empty string: the name of a node type');
    return;
  }
  const declared = Object.hasOwn(definition.nodeTypes, nodeType) ? definition.nodeTypes[nodeType] : undefined;
  if (declared === undefined) {
    report('unknown-node-type', ['nodeType'], notDeclared(nodeType, definition));
  } else if (declared.kind !== undefined && declared.kind !== kind) {
    report(
      'kind-mismatch',
      ['kind'],
      `must be ${declared.kind}, the declared kind of the node type ${JSON.stringify(nodeType)} (got ${JSON.stringify(kind)})`,
    );
  }
}

/** The issue of a node whose type is not declared, so that not even its kind is known. */
export function unknownNodeType(
  nodeType: string,
  node: { readonly name?: string | undefined },
  definition: Definition,
): Issue {
  return issueOf('unknown-node-type', ['nodeType'], notDeclared(nodeType, definition), {
    nodeType: String(nodeType),
    name: String(node?.name ?? ''),
  });
}

const shownTypes = 10;

/** The message for a node type that the definition does not declare. */
export function notDeclared(nodeType: string, { name, nodeTypes }: Definition): string {
  const names = Object.keys(nodeTypes);
  const rest = names.length - shownTypes;
  const shown = names.slice(0, shownTypes).map((known) => JSON.stringify(known));
  const listed = shown.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  return `must be a node type that the integration ${JSON.stringify(name)} declares: ${listed} (got ${JSON.stringify(nodeType)})${didYouMean(nodeType, names)}`;
}

function checkTime(seconds: unknown, attribute: string, report: Report): void {
  if (typeof seconds === 'number' && fitsInt(seconds)) return;
  const isHuge = typeof seconds === 'number' && Math.abs(seconds) >= 2 ** 31;
  const hint = isHuge ? '. Are these milliseconds? Divide by 1000, or pass a Date' : '';
  report(
    'timestamp-out-of-range',
    [attribute],
    `must be a 32-bit whole number of epoch seconds (got ${seconds})${hint}`,
  );
}

function checkReferences(references: unknown, side: string, report: Report): void {
  if (!Array.isArray(references)) {
    report('incomplete-reference', [side], 'must be an array of references');
    return;
  }
  for (let index = 0; index < references.length; index++) checkReference(references[index], side, index, report);
}

function checkReference(reference: Reference, side: string, index: number, report: Report): void {
  switch (reference?.kind) {
    case 'dbt':
      if (isBlank(reference.table))
        report('incomplete-reference', [side, index, 'table'], 'must be a non-empty string: the name of the table');
      return;
    case 'native':
      if (!isNativeNodeType(reference.nodeType)) {
        const nodeType: unknown = reference.nodeType;
        const message = `Paradime has no native node type ${JSON.stringify(nodeType)}${didYouMean(nodeType, Object.keys(nativeNodeTypes))}`;
        report('unknown-native-node-type', [side, index, 'nodeType'], message);
      }
      break;
    case 'custom': {
      const { integration, nodeType } = reference;
      if (isBlank(typeof integration === 'object' ? integration?.uid : integration)) {
        const message = 'must be the name of an integration, or { uid }';
        report('incomplete-reference', [side, index, 'integration'], message);
      }
      if (isBlank(nodeType))
        report(
          'incomplete-reference',
          [side, index, 'nodeType'],
          'must be a non-empty string: the name of a node type',
        );
      break;
    }
    default:
      report('incomplete-reference', [side, index], 'must be a reference; make one with dbt(), native() or custom()');
      return;
  }
  if (isBlank(reference.name) && isBlank(reference.id)) {
    const message = `must have a name, an id or both: the reference to a ${reference.nodeType} has neither`;
    report('incomplete-reference', [side, index], message);
  }
}

/** Whether a value is not a string, or has nothing but white space. */
function isBlank(text: unknown): boolean {
  if (typeof text !== 'string') return true;
  return !(text.charCodeAt(0) > 32) && text.trim() === ''; // Nearly every string begins with a letter.
}
