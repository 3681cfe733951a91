import type { ReactElement } from 'react';
import { nodeSize } from '../layout/layout.js';
import type { LineageNode } from '../model/graph.js';

/** The outline of a node. Its shape depends on the node's role. */
export function Outline({ role }: { readonly role: LineageNode['role'] }): ReactElement {
  return (
    <svg className="outline" width={width} height={height} aria-hidden="true">
      <path d={outlines[role]} />
    </svg>
  );
}

const { width, height } = nodeSize;
const right = width - 1;
const bottom = height - 1;
const middle = height / 2;

/** Nodes outside the integration have their own shapes: cylinders for tables, points for nodes of other integrations. */
const outlines: Readonly<Record<LineageNode['role'], string>> = {
  NODE: rectangle(9),
  MISSING: rectangle(9),
  TABLE: `M1 7C1 -1 ${right} -1 ${right} 7V${bottom - 6}C${right} ${bottom + 2} 1 ${bottom + 2} 1 ${bottom - 6}ZM1 7C1 13.5 ${right} 13.5 ${right} 7`,
  NATIVE: `M13 1H${right - 12}L${right} ${middle}L${right - 12} ${bottom}H13L1 ${middle}Z`,
  CUSTOM: `M1 1H${right - 12}L${right} ${middle}L${right - 12} ${bottom}H1L11 ${middle}Z`,
};

function rectangle(r: number): string {
  return `M${1 + r} 1H${right - r}A${r} ${r} 0 0 1 ${right} ${1 + r}V${bottom - r}A${r} ${r} 0 0 1 ${right - r} ${bottom}H${1 + r}A${r} ${r} 0 0 1 1 ${bottom - r}V${1 + r}A${r} ${r} 0 0 1 ${1 + r} 1Z`;
}
