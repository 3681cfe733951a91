import { type ReactElement, type RefObject, useEffect, useRef } from 'react';
import type { Live } from '../data/use-revision.js';
import { useNodeDetail } from '../data/use-sandbox.js';
import { describeNode, titleOf } from '../model/describe.js';
import type { Graph, Issue, LineageNode } from '../model/graph.js';
import { useHovered } from './use-hovered.js';

interface HoverCardProps {
  readonly uid: string;
  readonly stage: RefObject<HTMLElement | null>;
  readonly graph: Graph;
  readonly issuesOf: ReadonlyMap<string | null, readonly Issue[]>;
  readonly live: Live;
}

/** A summary of the node under the pointer, next to it. */
export function HoverCard({ stage, graph, ...card }: HoverCardProps): ReactElement | null {
  const { hovered, keep, leave } = useHovered(stage);
  const node = hovered && graph.node(hovered.id);
  if (hovered === undefined || node === undefined) return null;
  return <Summary key={node.id} node={node} graph={graph} at={hovered.at} onEnter={keep} onLeave={leave} {...card} />;
}

interface SummaryProps extends Omit<HoverCardProps, 'stage'> {
  readonly node: LineageNode;
  /** Where the node is on the screen. */
  readonly at: DOMRect;
  readonly onEnter: () => void;
  readonly onLeave: () => void;
}

function Summary({ uid, node, graph, issuesOf, live, at, onEnter, onLeave }: SummaryProps): ReactElement {
  const { data } = useNodeDetail(uid, node.role === 'NODE' ? node.id : undefined, live);
  const element = useRef<HTMLDivElement>(null);
  const attribute = (name: string): string | undefined => data?.attributes.find((one) => one.name === name)?.value;
  const [owner, description] = [attribute('owner'), attribute('description')];
  const issues = issuesOf.get(node.id) ?? [];
  // Its height is known only when it is there. It stands below the node if there is room, otherwise above it.
  useEffect(() => {
    const card = element.current;
    if (card === null) return;
    const { width, height } = card.getBoundingClientRect();
    const isBelow = at.bottom + gap + height < window.innerHeight || at.top < height + gap;
    card.style.top = `${isBelow ? at.bottom + gap : at.top - gap - height}px`;
    card.style.left = `${Math.max(gap, Math.min(at.left, window.innerWidth - width - gap))}px`;
    card.style.visibility = 'visible';
  });
  return (
    <div className="hover-card" role="tooltip" ref={element} onPointerEnter={onEnter} onPointerLeave={onLeave}>
      <bdi className="title">{titleOf(node)}</bdi>
      <p className="what">{describeNode(node)}</p>
      <p className="what">
        {graph.upstream(node.id).length} upstream, {graph.downstream(node.id).length} downstream
        {owner && (
          <>
            {' · '}
            <bdi>{owner}</bdi>
          </>
        )}
      </p>
      {description && <bdi className="description">{description}</bdi>}
      {issues.slice(0, mostIssues).map(({ code, message, severity }) => (
        <p key={code + message} className="issue-line" data-severity={severity}>
          <bdi>{message}</bdi>
        </p>
      ))}
      {issues.length > mostIssues && <p className="what">{issues.length - mostIssues} more</p>}
    </div>
  );
}

const mostIssues = 2;
/** Between the node and its summary, in pixels. */
const gap = 6;
