import type { ReactElement } from 'react';
import { nodeSize } from '../layout/layout.js';
import type { LineageNode } from '../model/graph.js';

interface OutlineProps {
  readonly role: LineageNode['role'];
  readonly width: number;
}

/** The outline of a node. Its shape depends on the node's role. */
export function Outline({ role, width }: OutlineProps): ReactElement {
  return (
    <svg className="outline" width={width} height={nodeSize.height} aria-hidden="true">
      <path d={outlines[role](width - 1)} />
    </svg>
  );
}

const bottom = nodeSize.height - 1;
const middle = nodeSize.height / 2;

/** Nodes outside the integration have their own shapes: cylinders for tables, points for nodes of other integrations. */
const outlines: Readonly<Record<LineageNode['role'], (right: number) => string>> = {
  NODE: (right) => rectangle(right, 9),
  MISSING: (right) => rectangle(right, 9),
  TABLE: (right) =>
    `M1 6C1 -0.5 ${right} -0.5 ${right} 6V${bottom - 5}C${right} ${bottom + 1.5} 1 ${bottom + 1.5} 1 ${bottom - 5}ZM1 6C1 11 ${right} 11 ${right} 6`,
  NATIVE: (right) => `M13 1H${right - 12}L${right} ${middle}L${right - 12} ${bottom}H13L1 ${middle}Z`,
  CUSTOM: (right) => `M1 1H${right - 12}L${right} ${middle}L${right - 12} ${bottom}H1L11 ${middle}Z`,
};

function rectangle(right: number, r: number): string {
  return `M${1 + r} 1H${right - r}A${r} ${r} 0 0 1 ${right} ${1 + r}V${bottom - r}A${r} ${r} 0 0 1 ${right - r} ${bottom}H${1 + r}A${r} ${r} 0 0 1 1 ${bottom - r}V${1 + r}A${r} ${r} 0 0 1 ${1 + r} 1Z`;
}
