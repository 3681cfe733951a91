import type { Path } from '../documents/parsed-text.js';
import type { Issue, LocatedIssue, Location } from '../lineage/issue.js';
import type { FileNodes, NodeSpot } from './nodes.js';

/** Adds locations to issues: issues of nodes are located by index, issues of node types in the definition. */
export async function locateIssues(
  issues: readonly Issue[],
  locateNodes: FileNodes['locate'],
  locateInDefinition: (paths: readonly Path[]) => Promise<readonly Location[]>,
): Promise<readonly LocatedIssue[]> {
  const spots: NodeSpot[] = [];
  const paths: Path[] = [];
  for (const issue of issues) {
    const { node, otherNode, path } = issue;
    if (node.index !== undefined) spots.push({ index: node.index, path });
    else if (isOfDefinition(issue)) paths.push(path);
    if (otherNode?.index !== undefined) spots.push({ index: otherNode.index, path: [] });
  }
  const inNodes = (spots.length > 0 ? await locateNodes(spots) : []).values();
  const inDefinition = (paths.length > 0 ? await locateInDefinition(paths) : []).values();
  return issues.map((issue) => {
    const { node, otherNode } = issue;
    const ofDefinition = isOfDefinition(issue) ? inDefinition.next().value : undefined;
    const location = node.index === undefined ? ofDefinition : inNodes.next().value;
    const otherLocation = otherNode?.index === undefined ? undefined : inNodes.next().value;
    return { ...issue, ...(location && { location }), ...(otherLocation && { otherLocation }) };
  });
}

function isOfDefinition({ node, path }: Issue): boolean {
  return node.index === undefined && path[0] === 'nodeTypes';
}
