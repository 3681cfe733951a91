import type { ReactElement } from 'react';
import { titleOf } from './model/describe.js';
import type { Issue, LineageNode } from './model/graph.js';
import { PlaceLink } from './place-link.js';

interface OtherEndProps {
  readonly other: Issue['other'];
  readonly nodeOf: (id: string) => LineageNode | undefined;
  readonly onSelect: (id: string) => void;
}

/** The second node of an issue about two, with its place. */
export function OtherEnd({ other, nodeOf, onSelect }: OtherEndProps): ReactElement | null {
  if (other === null) return null;
  const node = other.nodeId === null ? undefined : nodeOf(other.nodeId);
  return (
    <div className="other-end">
      <span>
        The other node
        {node && (
          <>
            :{' '}
            <button type="button" className="quiet" onClick={() => onSelect(node.id)}>
              <bdi>{titleOf(node)}</bdi>
            </button>
          </>
        )}
      </span>
      <PlaceLink {...other} />
    </div>
  );
}
