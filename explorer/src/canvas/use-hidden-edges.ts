import { useStore } from '@xyflow/react';
import { useEffect } from 'react';

/** Hides edges from screen readers, which would read all of them before the first node. Cards count their neighbours. */
export function useHiddenEdges(): void {
  const root = useStore(({ domNode }) => domNode);
  useEffect(() => {
    for (const element of root?.querySelectorAll('.react-flow__edges, .react-flow__background') ?? []) {
      element.setAttribute('aria-hidden', 'true');
    }
  }, [root]);
}
