import type { ReactElement } from 'react';
import { describeNode, titleOf } from '../model/describe.js';
import type { Graph } from '../model/graph.js';

interface NeighboursProps {
  readonly title: string;
  readonly ids: readonly string[];
  readonly graph: Graph;
  readonly onSelect: (id: string) => void;
}

/** The nodes that a node reads from, or those that read from it. */
export function Neighbours({ title, ids, graph, onSelect }: NeighboursProps): ReactElement | null {
  if (ids.length === 0) return null;
  return (
    <section>
      <h3>
        {title} <span className="count">{ids.length}</span>
      </h3>
      <ul className="links">
        {ids.slice(0, mostNeighbours).map((id) => {
          const node = graph.node(id);
          return node === undefined ? null : (
            <li key={id}>
              <button type="button" className="link" onClick={() => onSelect(id)}>
                <bdi className="name">{titleOf(node)}</bdi>
                <span className="what">{describeNode(node)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {ids.length > mostNeighbours && <p className="hint">Only the first {mostNeighbours} are listed.</p>}
    </section>
  );
}

const mostNeighbours = 100;
