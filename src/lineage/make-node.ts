import { typedStableId } from '../identity/stable-id.js';
import { isKeyOf } from '../is-record.js';
import { checkNode } from './check-node.js';
import { type Definition, type Identity, nodeKinds } from './definition.js';
import { asText, InvalidNodesError, type Issue } from './issue.js';
import type { Node, NodeByKind, NodeKind, ReferenceInput } from './node.js';
import type { Reference } from './reference.js';
import { epochSeconds, type Timestamp } from './timestamp.js';
import { withoutUndefined } from './without-undefined.js';

/** Turns the input of a node into plain data and checks it. Throws an `InvalidNodesError` with all issues. */
export function makeNode<Kind extends NodeKind>(
  kind: Kind,
  input: Inputs[Kind],
  definition: Definition & { readonly identity: Identity },
  nodeType: string,
): Nodes[Kind] {
  const issues: Issue[] = [];
  const about = { nodeType, name: asText(input?.name ?? '') };
  const onIssue: Origin['onIssue'] = (issue) => issues.push({ severity: 'error', node: about, ...issue });
  const origin = { nodeType, integration: definition.name, identity: definition.identity, onIssue };
  const node = withoutUndefined(makers[kind]({ ...input }, origin));
  issues.push(...checkNode(node, definition));
  if (issues.some(({ severity }) => severity === 'error')) throw new InvalidNodesError(issues);
  return node;
}

type Inputs = { readonly [Kind in NodeKind]: NodeByKind[Kind]['input'] };
type Nodes = { readonly [Kind in NodeKind]: NodeByKind[Kind]['node'] };

/** Everything that a node is made from besides its input. */
interface Origin {
  readonly nodeType: string;
  readonly integration: string;
  readonly identity: Identity;
  /** Called with each value that cannot be converted. */
  readonly onIssue: (issue: Pick<Issue, 'code' | 'message' | 'path'>) => void;
}

const makers: { readonly [Kind in NodeKind]: (input: Inputs[Kind], origin: Origin) => Nodes[Kind] } = {
  chart: ({ lastModifiedAt, ...input }, origin) => ({
    kind: 'chart',
    ...plain(input, origin),
    lastModifiedAt: seconds(lastModifiedAt, 'lastModifiedAt', origin),
  }),
  dashboard: ({ lastModifiedAt, ...input }, origin) => ({
    kind: 'dashboard',
    ...plain(input, origin),
    lastModifiedAt: seconds(lastModifiedAt, 'lastModifiedAt', origin),
  }),
  datasource: (input, origin) => ({ kind: 'datasource', ...plain(input, origin) }),
};

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
    origin.onIssue({ code: 'incomplete-reference', message: 'must be an array of references', path: [side] });
    return [];
  };
  return {
    nodeType,
    integration,
    ...rest,
    id: ownId,
    createdAt: seconds(createdAt, 'createdAt', origin),
    upstream: upstream ? toReferences(upstream, 'upstream') : undefined,
    downstream: downstream ? toReferences(downstream, 'downstream') : undefined,
  };
}

/**
 * Converts a time to epoch seconds. Returns undefined for no time, and for one that cannot be converted, which it
 * reports.
 */
function seconds(time: Timestamp | undefined, attribute: string, { onIssue }: Origin): number | undefined {
  if (time === undefined || time === null) return undefined;
  const converted = epochSeconds(time);
  if (typeof converted === 'number') return converted;
  onIssue({ code: 'invalid-timestamp', message: converted, path: [attribute] });
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
  return isKeyOf(nodeKinds, end?.kind);
}
