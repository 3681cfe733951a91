import { checkNode } from './check-node.js';
import type { Definition, Identity } from './definition.js';
import { InvalidNodesError, type Issue } from './issue.js';
import type { Node, NodeByKind, NodeKind, ReferenceInput } from './node.js';
import type { Reference } from './reference.js';
import { typedStableId } from './stable-id.js';
import { epochSeconds, type Timestamp } from './timestamp.js';
import { present } from './without-undefined.js';

type Inputs = { readonly [Kind in NodeKind]: NodeByKind[Kind]['input'] };
type Nodes = { readonly [Kind in NodeKind]: NodeByKind[Kind]['node'] };

/** What makes a node besides its input. */
interface Origin {
  readonly nodeType: string;
  readonly integration: string;
  readonly identity: Identity;
  /** Told what cannot be converted. */
  readonly onIssue: (issue: Pick<Issue, 'code' | 'message' | 'path'>) => void;
}

const makers: { readonly [Kind in NodeKind]: (input: Inputs[Kind], origin: Origin) => Nodes[Kind] } = {
  chart: ({ lastModifiedAt, ...input }, origin) => ({
    kind: 'chart',
    ...plain(input, origin),
    ...time({ lastModifiedAt }, origin),
  }),
  dashboard: ({ lastModifiedAt, ...input }, origin) => ({
    kind: 'dashboard',
    ...plain(input, origin),
    ...time({ lastModifiedAt }, origin),
  }),
  datasource: (input, origin) => ({ kind: 'datasource', ...plain(input, origin) }),
};

/** Turns what a user writes into plain data, and checks it. Throws an `InvalidNodesError` with all that is wrong. */
export function makeNode<Kind extends NodeKind>(
  kind: Kind,
  input: Inputs[Kind],
  definition: Definition & { readonly identity: Identity },
  nodeType: string,
): Nodes[Kind] {
  const issues: Issue[] = [];
  const about = { nodeType, name: String(input?.name ?? '') };
  const onIssue: Origin['onIssue'] = (issue) => issues.push({ severity: 'error', node: about, ...issue });
  const node = makers[kind](
    { ...input },
    { nodeType, integration: definition.name, identity: definition.identity, onIssue },
  );
  issues.push(...checkNode(present(node), definition));
  if (issues.some(({ severity }) => severity === 'error')) throw new InvalidNodesError(issues);
  return node;
}

interface CommonInput {
  readonly name: string;
  readonly id?: string | undefined;
  readonly createdAt?: Timestamp | undefined;
  readonly upstream?: readonly ReferenceInput[] | undefined;
  readonly downstream?: readonly ReferenceInput[] | undefined;
}

function plain<Input extends CommonInput>(input: Input, origin: Origin) {
  const { id, createdAt, upstream, downstream, ...rest } = input;
  const { nodeType, integration, identity } = origin;
  const isDerived = identity === 'type-and-name' && typeof input.name === 'string';
  const ownId = id || (isDerived ? typedStableId(nodeType, input.name) : undefined);
  const toReferences = (ends: readonly ReferenceInput[], side: string): readonly Reference[] => {
    if (Array.isArray(ends)) return ends.map((end) => referenceTo(end, integration));
    origin.onIssue({ code: 'incomplete-reference', message: 'is no array of references', path: [side] });
    return [];
  };
  return {
    nodeType,
    integration,
    ...rest,
    ...(ownId !== undefined && { id: ownId }),
    ...time({ createdAt }, origin),
    ...(upstream && { upstream: toReferences(upstream, 'upstream') }),
    ...(downstream && { downstream: toReferences(downstream, 'downstream') }),
  };
}

/** The one attribute in `times` as epoch seconds. */
function time<Attribute extends string>(
  times: Readonly<Record<Attribute, Timestamp | undefined>>,
  { onIssue }: Origin,
): { readonly [Key in Attribute]?: number };
function time(times: Readonly<Record<string, Timestamp | undefined>>, { onIssue }: Origin): Record<string, number> {
  const converted: Record<string, number> = {};
  for (const [attribute, timestamp] of Object.entries(times)) {
    if (timestamp === undefined || timestamp === null) continue;
    const seconds = epochSeconds(timestamp);
    if (typeof seconds === 'number') converted[attribute] = seconds;
    else onIssue({ code: 'invalid-timestamp', message: seconds, path: [attribute] });
  }
  return converted;
}

/** A node as a reference is known by its name and type; by its id only where it was given one. */
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
  return end?.kind === 'chart' || end?.kind === 'dashboard' || end?.kind === 'datasource';
}
