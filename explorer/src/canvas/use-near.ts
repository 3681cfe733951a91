import { useStoreApi } from '@xyflow/react';
import { useEffect, useState } from 'react';
import { isWithin, type ViewportState, viewOf } from '../camera/use-camera.js';
import type { Box } from '../layout/layout.js';
import type { Drawing } from '../layout/use-layout.js';
import type { LineageNode } from '../model/graph.js';

/**
 * The nodes of a large drawing that get an element of their own: those in and around the view if they are large enough
 * to read and not too many, otherwise none. They change when the zoom changes or the view leaves that area.
 */
export function useNear(drawing: Drawing, isLarge: boolean): readonly LineageNode[] {
  const store = useStoreApi();
  const [near, setNear] = useState<readonly LineageNode[]>([]);
  useEffect(() => {
    if (!isLarge) return undefined;
    let part: Box | undefined;
    let partZoom = 0;
    const look = (state: ViewportState): void => {
      const zoom = state.transform[2];
      const view = viewOf(state);
      if (part && zoom === partZoom && isWithin(view, part)) return;
      const isNear = zoom >= nearZoom && nodesIn(view, drawing).length <= mostInView;
      part = isNear ? around(view) : undefined;
      partZoom = zoom;
      const found = part ? nodesIn(part, drawing) : [];
      setNear((former) => (found.length === 0 && former.length === 0 ? former : found));
    };
    look(store.getState());
    return store.subscribe((state, former) => {
      const { transform, width, height } = former;
      if (state.transform !== transform || state.width !== width || state.height !== height) look(state);
    });
  }, [drawing, isLarge, store]);
  return isLarge ? near : drawing.graph.nodes;
}

function around({ x, y, width, height }: Box): Box {
  return {
    x: x - margin * width,
    y: y - margin * height,
    width: (1 + 2 * margin) * width,
    height: (1 + 2 * margin) * height,
  };
}

function nodesIn(part: Box, { graph, layout }: Drawing): readonly LineageNode[] {
  return graph.nodes.filter(({ id }) => {
    const point = layout.get(id);
    return (
      point !== undefined &&
      point.x + point.width >= part.x &&
      point.y + point.height >= part.y &&
      point.x <= part.x + part.width &&
      point.y <= part.y + part.height
    );
  });
}

/** At this zoom and above, names can be read. */
const nearZoom = 0.35;
const mostInView = 400;
/** This fraction of the view is added on each side, so that a pan does not change the elements at every step. */
const margin = 0.2;
