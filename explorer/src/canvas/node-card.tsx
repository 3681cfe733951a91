import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { memo, type ReactElement, type RefObject, useLayoutEffect, useRef } from 'react';
import { Icon } from '../icon.js';
import type { Look } from '../look.js';
import { describeNode, titleOf } from '../model/describe.js';
import type { Issue, LineageNode } from '../model/graph.js';
import { Tile } from '../tile.js';
import { Outline } from './outline.js';

export type CardNode = Node<
  {
    readonly node: LineageNode;
    readonly look: Look;
    readonly severity: Issue['severity'] | undefined;
    /** The number of nodes that it reads from. */
    readonly upstream: number;
    /** The number of nodes that read from it. */
    readonly downstream: number;
    readonly emphasis: Emphasis;
    readonly isSelected: boolean;
    /** Whether the Tab key stops here. It stops at one node only; the arrow keys go on to the others. */
    readonly isTabStop: boolean;
    /** Id of the node that takes the focus once it is rendered. */
    readonly focusNext: RefObject<string | undefined>;
    readonly onSelect: (id: string) => void;
  },
  'card'
>;

/** The element of a node on the canvas. */
export const NodeCard = memo(function NodeCard({ data }: NodeProps<CardNode>): ReactElement {
  const { node, look, severity, upstream, downstream, emphasis, isSelected, isTabStop, focusNext, onSelect } = data;
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (!isSelected || focusNext.current !== node.id) return;
    focusNext.current = undefined;
    button.current?.focus({ preventScroll: true });
  }, [isSelected, focusNext, node.id]);
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <button
        ref={button}
        type="button"
        className="card"
        data-role={node.role}
        data-emphasis={emphasis}
        aria-pressed={isSelected}
        tabIndex={isTabStop ? 0 : -1}
        onClick={() => onSelect(node.id)}
      >
        <Outline role={node.role} />
        <Tile look={look} />
        <span className="words">
          <bdi className="name">{titleOf(node)}</bdi>
          <span className="what">{describeNode(node)}</span>
        </span>
        <span className="unseen">
          , {upstream} upstream, {downstream} downstream
        </span>
        {severity && (
          <span className="mark" data-severity={severity}>
            <Icon name={severity === 'ERROR' ? 'error' : 'warning-sign'} size={12} />
            <span className="unseen">{severity === 'ERROR' ? ', has errors' : ', has warnings'}</span>
          </span>
        )}
      </button>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  );
});

/** Whether a node is connected to the selected one (`lit`) or not (`dim`). `plain` when no node is selected. */
export type Emphasis = 'plain' | 'lit' | 'dim';
