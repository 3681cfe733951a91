import { type Definition, nodeKinds } from './definition.js';
import { type Issue, type IssueCode, issueNode, issueOf } from './issue.js';
import type { Node, NodeByKind, NodeKind } from './node.js';
import { isNativeNodeType, nativeNodeTypes, type Reference } from './reference.js';
import { didYouMean } from './suggest.js';
import { fitsInt } from './timestamp.js';

type Path = Issue['path'];
type Report = (code: IssueCode, path: Path, message: string) => void;

const none: readonly Issue[] = [];

/** What each attribute holds, by kind. Times and references have checks of their own. */
const common = {
  kind: 'text',
  nodeType: 'text',
  integration: 'text',
  name: 'text',
  id: 'text',
  description: 'text',
  url: 'text',
  createdAt: 'time',
  upstream: 'references',
  downstream: 'references',
} as const;
const owned = { ...common, owner: 'text', tags: 'texts', lastModifiedAt: 'time' } as const;
const attributes = {
  chart: { ...owned, fields: 'fields' },
  dashboard: owned,
  datasource: { ...common, database: 'text', schema: 'text', table: 'text', fields: 'fields' },
} as const satisfies { readonly [Kind in NodeKind]: Readonly<Record<keyof NodeByKind[Kind]['node'], string>> };

/**
 * What is wrong with a node on its own. Without a definition, what depends on one is not checked.
 *
 * Nodes may come from plain JavaScript or from files, so nothing is taken for granted that only the compiler promises.
 */
export function checkNode(node: Node, definition: Definition | undefined, index?: number): readonly Issue[] {
  let issues: Issue[] | undefined;
  const report: Report = (code, path, message) => {
    issues ??= [];
    issues.push(issueOf(code, path, message, issueNode(node, index)));
  };
  if (typeof node !== 'object' || node === null) {
    report('kind-mismatch', [], `is ${JSON.stringify(node)}, which is no node`);
    return issues ?? none;
  }
  if (isBlank(node.name)) report('empty-name', ['name'], 'has no name; lineage shows nodes by name, so give it one');
  checkKind(node, definition, report);
  if (definition && node.integration !== undefined && node.integration !== definition.name) {
    report(
      'foreign-node',
      [],
      `belongs to the integration ${JSON.stringify(node.integration)} and would be published under ${JSON.stringify(definition.name)}; publish it with its own definition, or refer to it in \`upstream\` or \`downstream\``,
    );
  }
  if (Object.hasOwn(attributes, node.kind)) checkAttributes(node, report);
  return issues ?? none;
}

/** One pass over what a node has: what it should not have, and what is not of the form it should be. */
function checkAttributes(node: Node, report: Report): void {
  const known: Readonly<Record<string, string>> = attributes[node.kind];
  for (const attribute in node) {
    const value: unknown = Reflect.get(node, attribute);
    if (value === undefined || value === null) continue;
    switch (Object.hasOwn(known, attribute) ? known[attribute] : undefined) {
      case 'text':
        if (typeof value !== 'string' && attribute !== 'name') report('invalid-attribute', [attribute], 'is no text');
        break;
      case 'time':
        checkTime(value, attribute, report);
        break;
      case 'references':
        checkReferences(value, attribute, report);
        break;
      case 'texts':
        if (!isListOf(value, (tag) => typeof tag === 'string')) {
          report('invalid-attribute', [attribute], 'is no list of texts');
        }
        break;
      case 'fields':
        if (!isListOf(value, (field) => !isBlank(Object(field).name))) {
          report('invalid-attribute', [attribute], 'is no list of fields, such as { name: "amount" }');
        }
        break;
      default:
        report(
          'unknown-attribute',
          [attribute],
          `a ${node.kind} has no "${attribute}"; it has ${Object.keys(known).join(', ')}${didYouMean(attribute, Object.keys(known))}`,
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
    report(
      'kind-mismatch',
      ['kind'],
      `has the kind ${JSON.stringify(kind)}; it must be chart, dashboard or datasource`,
    );
  }
  if (definition === undefined) {
    if (isBlank(nodeType)) report('unknown-node-type', ['nodeType'], 'has no node type');
    return;
  }
  const declared = Object.hasOwn(definition.nodeTypes, nodeType) ? definition.nodeTypes[nodeType] : undefined;
  if (declared === undefined) {
    report('unknown-node-type', ['nodeType'], notDeclared(nodeType, definition));
  } else if (declared.kind !== undefined && declared.kind !== kind) {
    report(
      'kind-mismatch',
      ['kind'],
      `is a ${kind}, but its node type ${JSON.stringify(nodeType)} is declared as ${declared.kind}`,
    );
  }
}

/** The issue of a node whose type was never declared, which has not even a kind. */
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

export function notDeclared(nodeType: string, { name, nodeTypes }: Definition): string {
  const names = Object.keys(nodeTypes);
  const rest = names.length - shownTypes;
  const shown = names.slice(0, shownTypes).map((known) => JSON.stringify(known));
  const listed = shown.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  return `the node type ${JSON.stringify(nodeType)} is not declared in the integration ${JSON.stringify(name)}; it has ${listed}${didYouMean(nodeType, names)}`;
}

function checkTime(seconds: unknown, attribute: string, report: Report): void {
  if (typeof seconds === 'number' && fitsInt(seconds)) return;
  const isHuge = typeof seconds === 'number' && Math.abs(seconds) >= 2 ** 31;
  const hint = isHuge ? '. Are these milliseconds? Divide by 1000, or give a Date' : '';
  report('timestamp-out-of-range', [attribute], `is ${seconds}, which is no 32-bit number of epoch seconds${hint}`);
}

function checkReferences(references: unknown, side: string, report: Report): void {
  if (!Array.isArray(references)) {
    report('incomplete-reference', [side], 'is no array of references');
    return;
  }
  for (let index = 0; index < references.length; index++) checkReference(references[index], side, index, report);
}

function checkReference(reference: Reference, side: string, index: number, report: Report): void {
  switch (reference?.kind) {
    case 'dbt':
      if (isBlank(reference.table))
        report('incomplete-reference', [side, index, 'table'], 'the dbt reference has no table');
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
        const message = 'the reference does not say the integration: give its name as a text, or { uid }';
        report('incomplete-reference', [side, index, 'integration'], message);
      }
      if (isBlank(nodeType))
        report('incomplete-reference', [side, index, 'nodeType'], 'the reference has no node type');
      break;
    }
    default:
      report('incomplete-reference', [side, index], 'is no reference; make one with dbt(), native() or custom()');
      return;
  }
  if (isBlank(reference.name) && isBlank(reference.id)) {
    const message = `the reference to a ${reference.nodeType} has neither name nor id; give at least one`;
    report('incomplete-reference', [side, index], message);
  }
}

function isBlank(text: unknown): boolean {
  if (typeof text !== 'string') return true;
  return !(text.charCodeAt(0) > 32) && text.trim() === ''; // Nearly every text begins with a letter, and need not be trimmed.
}
