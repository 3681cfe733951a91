import { typedStableId } from '../identity/stable-id.js';
import { isKeyOf } from '../is-record.js';
import { checkNode } from './checks/check-node.js';
import { type Definition, type Identity, nodeKinds } from './definition.js';
import { InvalidNodesError, type Issue, type IssueCode, issueNode, issueOf } from './issue.js';
import type { AnyInput, Node, NodeKind, ReferenceInput } from './node.js';
import { idString, type Reference } from './reference.js';
import { epochSeconds, type Timestamp } from './timestamp.js';
import { withoutNullish } from './without-undefined.js';

/** Turns the input of a node into plain data and checks it. Throws an `InvalidNodesError` with all issues. */
export function makeNode(
  kind: NodeKind,
  input: AnyInput,
  definition: Definition & { readonly identity: Identity },
  nodeType: string,
): Node {
  const issues: Issue[] = [];
  const report: Report = (code, path, message) => {
    issues.push(issueOf(code, path, message, issueNode({ nodeType, name: input?.name })));
  };
  const { id, createdAt, upstream, downstream, lastModifiedAt, tags, fields, ...rest } = input ?? {};
  const { name: integration, identity } = definition;
  const ends = { upstream: toEnds(upstream, 'upstream', report), downstream: toEnds(downstream, 'downstream', report) };
  const toReference = ({ value }: Element<ReferenceInput>): Reference => referenceTo(value, integration);
  const isDerived = identity === 'type-and-name' && typeof input?.name === 'string';
  const ownId = idString(id, (message) => report('invalid-attribute', ['id'], message));
  const node: Node = withoutNullish({
    kind,
    nodeType,
    integration,
    ...rest,
    tags: toTags(tags, report),
    fields: isList(fields) ? fields.map((field) => withoutNullish(field)) : fields,
    id: ownId || (isDerived ? typedStableId(nodeType, input.name) : undefined),
    createdAt: seconds(createdAt, 'createdAt', report),
    upstream: ends.upstream?.map(toReference),
    downstream: ends.downstream?.map(toReference),
    lastModifiedAt: seconds(lastModifiedAt, 'lastModifiedAt', report),
  });
  for (const issue of checkNode(node, definition)) issues.push({ ...issue, path: pathInInput(issue.path, ends) });
  if (issues.some(({ severity }) => severity === 'error')) throw new InvalidNodesError(issues);
  return node;
}

type Report = (code: IssueCode, path: Issue['path'], message: string) => void;

/** An element of a list in the input, with its index there. */
interface Element<Value> {
  readonly value: Value;
  readonly index: number;
}

/** Skips null and undefined, which rows hold for what is absent. A hole is a mistake in a program, and is reported. */
function presentIn<Value>(
  list: readonly (Value | null | undefined)[],
  onHole: (index: number) => void,
): readonly Element<Value>[] {
  const present: Element<Value>[] = [];
  for (let index = 0; index < list.length; index++) {
    const value = list[index];
    if (value !== undefined && value !== null) present.push({ value, index });
    else if (!(index in list)) onHole(index);
  }
  return present;
}

/** Lists the references of one side of the input, which may be one alone. */
function toEnds(
  given: AnyInput['upstream'],
  side: string,
  report: Report,
): readonly Element<ReferenceInput>[] | undefined {
  if (given === undefined || given === null) return undefined;
  if (isList(given)) {
    return presentIn(given, (index) =>
      report('incomplete-reference', [side, index], 'must be a reference, not a hole'),
    );
  }
  if (typeof given.kind === 'string') return [{ value: given, index: 0 }];
  report('incomplete-reference', [side], 'must be a reference or a list of references');
  return [];
}

function toTags(tags: AnyInput['tags'], report: Report): readonly string[] | null | undefined {
  if (!isList(tags)) return tags;
  const present = presentIn(tags, (index) => report('invalid-attribute', ['tags'], `must not have a hole at ${index}`));
  return present.map(({ value }) => value);
}

/** Converts the path of an issue: the input may have more references than the node, because some are skipped. */
function pathInInput(
  path: Issue['path'],
  ends: Readonly<Record<string, readonly Element<ReferenceInput>[] | undefined>>,
): Issue['path'] {
  const [side, place, ...rest] = path;
  if (typeof side !== 'string' || typeof place !== 'number') return path;
  return [side, ends[side]?.[place]?.index ?? place, ...rest];
}

/** Whether a value is a list. In plain JavaScript anything may stand in its place, which the checks then report. */
function isList<Value>(value: Value): value is Extract<Value, readonly unknown[]> {
  return Array.isArray(value);
}

/**
 * Converts a time to epoch seconds. Returns undefined for no time, and for one that cannot be converted, which it
 * reports.
 */
function seconds(time: Timestamp | null | undefined, attribute: string, report: Report): number | undefined {
  if (time === undefined || time === null) return undefined;
  const converted = epochSeconds(time);
  if (typeof converted === 'number') return converted;
  report('invalid-timestamp', [attribute], converted);
  return undefined;
}

/** Makes a reference of a node: by type and name, and by its id if it has one. */
function referenceTo(end: ReferenceInput, integration: string): Reference {
  return isNode(end)
    ? {
        kind: 'custom',
        integration: end.integration ?? integration,
        nodeType: end.nodeType,
        name: end.name,
        ...(end.id !== undefined && { id: end.id }),
      }
    : end;
}

function isNode(end: ReferenceInput): end is Node {
  return isKeyOf(nodeKinds, end.kind);
}
