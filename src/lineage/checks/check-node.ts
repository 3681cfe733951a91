import { show } from '../../errors.js';
import { isKeyOf, isRecord } from '../../is-record.js';
import { type Definition, nodeKinds } from '../definition.js';
import { type Issue, issueNode, issueOf } from '../issue.js';
import type { Field, Node, NodeByKind, NodeKind } from '../node.js';
import { didYouMean } from '../suggest.js';
import { fitsInt } from '../timestamp.js';
import { isBlank, isTextOrAbsent, notAnAttribute, type Report } from './attribute-checks.js';
import { checkReference } from './check-reference.js';

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
    report('kind-mismatch', [], `must be a node (got ${show(node)})`);
    return issues ?? none;
  }
  if (isBlank(node.name)) report('empty-name', ['name'], 'must be a non-empty string');
  checkKind(node, definition, report);
  if (definition && node.integration !== undefined && node.integration !== definition.name) {
    report(
      'foreign-node',
      [],
      `belongs to the integration ${show(node.integration)} but would be published under ${show(definition.name)}; publish it with its own, or refer to it`,
    );
  }
  if (isKeyOf(attributes, node.kind)) checkAttributes(node, report);
  return issues ?? none;
}

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

/** The optional parts of a field. The compiler asks for one that fields gain. */
type FieldTexts = Readonly<Record<Exclude<keyof Field, 'name'>, unknown>>;

/** Finds unknown attributes and values of the wrong type, in one pass: there may be very many nodes. */
function checkAttributes(node: Node & Readonly<Record<string, unknown>>, report: Report): void {
  const known: Readonly<Record<string, string>> = attributes[node.kind];
  for (const attribute in node) {
    const value = node[attribute];
    if (value === undefined || value === null) continue;
    switch (known[attribute]) {
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
        if (!isListOfStrings(value)) report('invalid-attribute', [attribute], 'must be a list of strings');
        break;
      case 'fields':
        checkFields(value, attribute, report);
        break;
      default:
        report('unknown-attribute', [attribute], notAnAttribute(attribute, node.kind, known));
    }
  }
}

function isListOfStrings(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (const element of value) if (typeof element !== 'string') return false; // Unlike `every`, it sees holes.
  return true;
}

function checkFields(fields: unknown, attribute: string, report: Report): void {
  const list: readonly unknown[] = Array.isArray(fields) ? fields : [undefined];
  for (let index = 0; index < list.length; index++) {
    const field = list[index];
    if (!isRecord(field) || isBlank(field['name'])) {
      report('invalid-attribute', [attribute], 'must be a list of fields, such as { name: "amount" }');
      return;
    }
    const { description, type, dataType } = field;
    if (isTextOrAbsent(description) && isTextOrAbsent(type) && isTextOrAbsent(dataType)) continue;
    for (const [part, value] of Object.entries({ description, type, dataType } satisfies FieldTexts)) {
      if (!isTextOrAbsent(value)) report('invalid-attribute', [attribute, index, part], 'must be a string');
    }
  }
}

function checkKind(node: Node, definition: Definition | undefined, report: Report): void {
  const { kind, nodeType } = node;
  if (!isKeyOf(nodeKinds, kind)) {
    const kinds = Object.keys(nodeKinds).join(', ');
    report('kind-mismatch', ['kind'], `must be one of ${kinds} (got ${show(kind)})`);
  }
  if (definition === undefined) {
    if (isBlank(nodeType))
      report('unknown-node-type', ['nodeType'], 'must be a non-empty string: the name of a node type');
    return;
  }
  const declared = isKeyOf(definition.nodeTypes, nodeType) ? definition.nodeTypes[nodeType] : undefined;
  if (declared === undefined) {
    report('unknown-node-type', ['nodeType'], notDeclared(nodeType, definition));
  } else if (declared.kind !== undefined && declared.kind !== kind) {
    report(
      'kind-mismatch',
      ['kind'],
      `must be ${declared.kind}, the declared kind of the node type ${show(nodeType)} (got ${show(kind)})`,
    );
  }
}

/** The issue of a node whose type is not declared, so that not even its kind is known. */
export function unknownNodeType(
  nodeType: string,
  node: { readonly name?: string | undefined },
  definition: Definition,
): Issue {
  const about = issueNode({ nodeType, name: node?.name });
  return issueOf('unknown-node-type', ['nodeType'], notDeclared(nodeType, definition), about);
}

const shownTypes = 10;

/** The message for a node type that the definition does not declare. */
export function notDeclared(nodeType: string, { name, nodeTypes }: Definition): string {
  const names = Object.keys(nodeTypes);
  const rest = names.length - shownTypes;
  const shown = names.slice(0, shownTypes).map((known) => show(known));
  const listed = shown.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  return `must be a node type that the integration ${show(name)} declares: ${listed} (got ${show(nodeType)})${didYouMean(nodeType, names)}`;
}

function checkTime(seconds: unknown, attribute: string, report: Report): void {
  if (typeof seconds === 'number' && fitsInt(seconds)) return;
  const isHuge = typeof seconds === 'number' && Math.abs(seconds) >= 2 ** 31;
  const hint = isHuge ? '. Are these milliseconds? Divide by 1000, or pass a Date' : '';
  report(
    'timestamp-out-of-range',
    [attribute],
    `must be a 32-bit whole number of epoch seconds (got ${show(seconds)})${hint}`,
  );
}

function checkReferences(references: unknown, side: string, report: Report): void {
  if (!Array.isArray(references)) {
    report('incomplete-reference', [side], 'must be an array of references');
    return;
  }
  for (let index = 0; index < references.length; index++) checkReference(references[index], side, index, report);
}
