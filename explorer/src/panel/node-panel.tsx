import { type ReactElement, useEffect, useLayoutEffect, useRef } from 'react';
import type { Live } from '../data/use-revision.js';
import { type NodeDetail, useNodeDetail } from '../data/use-sandbox.js';
import { Icon } from '../icon.js';
import type { Look } from '../look.js';
import { describeNode, titleOf } from '../model/describe.js';
import type { Graph, Issue, LineageNode } from '../model/graph.js';
import { OtherEnd } from '../other-end.js';
import { PlaceLink } from '../place-link.js';
import { Tile } from '../tile.js';
import { Details, Wire } from './details.js';
import { Neighbours } from './neighbours.js';

interface NodePanelProps {
  readonly uid: string;
  readonly node: LineageNode;
  readonly graph: Graph;
  readonly look: Look;
  readonly issues: readonly Issue[];
  readonly live: Live;
  /** How much the sheet shows on a small screen. */
  readonly height: PanelHeight;
  readonly onHeight: (height: PanelHeight) => void;
  readonly onSelect: (id: string) => void;
  readonly onClose: () => void;
  /** Shows the node's own integration. Undefined unless that is another integration in this sandbox. */
  readonly onVisit: (() => void) | undefined;
}

/** The details of the selected node. It lies over the picture. On a small screen it is a sheet with three heights. */
export function NodePanel(props: NodePanelProps): ReactElement {
  const { uid, node, graph, look, issues, live, height, onHeight, onSelect, onClose, onVisit } = props;
  const title = useRef<HTMLHeadingElement>(null);
  const body = useRef<HTMLElement>(null);
  const { detail, error } = useHeldDetail(uid, node, live);
  const isFollowed = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: Starts again at the top for each node.
  useLayoutEffect(() => {
    body.current?.scrollTo(0, 0);
    if (isFollowed.current) title.current?.focus({ preventScroll: true });
    isFollowed.current = false;
  }, [node.id]);
  const follow = (id: string): void => {
    isFollowed.current = true;
    onSelect(id);
  };
  const [upstream, downstream] = [graph.upstream(node.id), graph.downstream(node.id)];
  return (
    <aside className="panel" aria-label="Selected node" data-height={height}>
      <header>
        <Tile look={look} />
        <div className="words">
          <h2 ref={title} tabIndex={-1}>
            <bdi>{titleOf(node)}</bdi>
          </h2>
          <p className="what">{describeNode(node)}</p>
          <p className="what">
            {upstream.length.toLocaleString('en')} upstream, {downstream.length.toLocaleString('en')} downstream
          </p>
        </div>
        <button
          type="button"
          className="bare taller"
          onClick={() => onHeight(heights[height].next)}
          aria-label={heights[height].action}
          title={heights[height].action}
        >
          <Icon name={heights[height].icon} />
        </button>
        <button type="button" className="bare" onClick={onClose} aria-label="Close" title="Close (Escape)">
          <Icon name="cross" />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: A scrollable area must be reachable by keyboard. */}
      <section className="body" ref={body} tabIndex={0} aria-label="Details">
        {issues.length > 0 && (
          <ul className="notes">
            {issues.map((issue) => (
              <li key={`${issue.code} ${issue.path} ${issue.message}`} data-severity={issue.severity}>
                <bdi>{issue.message}</bdi>
                <PlaceLink {...issue} />
                <OtherEnd other={issue.other} nodeOf={graph.node} onSelect={follow} />
              </li>
            ))}
          </ul>
        )}
        {node.role === 'MISSING' && (
          <p className="hint">This node is referred to but does not exist. Publish it, or fix the reference.</p>
        )}
        {onVisit && (
          <button type="button" className="quiet" onClick={onVisit}>
            Show in {node.integration}
          </button>
        )}
        {error && <p className="hint">The details could not be loaded: {error.message}</p>}
        {detail && <Details detail={detail} />}
        <Neighbours title="Upstream" ids={upstream} graph={graph} onSelect={follow} />
        <Neighbours title="Downstream" ids={downstream} graph={graph} onSelect={follow} />
        {detail && <Wire wire={detail.wire} />}
      </section>
    </aside>
  );
}

/** The heights of the sheet, in the order in which its button goes through them. */
const heights = {
  peek: { next: 'half', action: 'Show details', icon: 'chevron-up' },
  half: { next: 'full', action: 'Show details in full height', icon: 'double-chevron-up' },
  full: { next: 'peek', action: 'Hide details', icon: 'chevron-down' },
} as const;

export type PanelHeight = keyof typeof heights;

interface HeldDetail {
  readonly detail: NodeDetail | null | undefined;
  readonly error: Error | undefined;
}

/** The details of a node. Those it had before remain while they are loaded from the integration under another uid. */
function useHeldDetail(uid: string, { id, label, role }: LineageNode, live: Live): HeldDetail {
  const { data, error } = useNodeDetail(uid, role === 'NODE' ? id : undefined, live);
  const held = useRef<NodeDetail>(undefined);
  useEffect(() => {
    if (data) held.current = data;
  }, [data]);
  const former = held.current?.id === id && held.current.name === label ? held.current : undefined;
  return { detail: data === undefined && error === undefined ? former : data, error };
}
