import { useStoreApi } from '@xyflow/react';
import { useEffect, useState } from 'react';
import type { Layout } from '../layout/layout.js';
import { type ViewportState, viewOf } from './use-camera.js';

/** Whether no node of a layout is in view. It is determined when the view has been still for a moment. */
export function useIsAway(layout: Layout): boolean {
  const store = useStoreApi();
  const [isAway, setIsAway] = useState(false);
  useEffect(() => {
    let rest: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => setIsAway(showsNothing(layout, store.getState()));
    rest = setTimeout(look, restMs);
    const unsubscribe = store.subscribe((state, former) => {
      const { transform, width, height } = former;
      if (state.transform === transform && state.width === width && state.height === height) return;
      clearTimeout(rest);
      rest = setTimeout(look, restMs);
    });
    return () => {
      clearTimeout(rest);
      unsubscribe();
    };
  }, [layout, store]);
  return isAway;
}

function showsNothing(layout: Layout, state: ViewportState): boolean {
  if (state.width === 0 || layout.size === 0) return false;
  const { x, y, width, height } = viewOf(state);
  for (const place of layout.values()) {
    if (place.x >= x + width || place.y >= y + height) continue;
    if (place.x + place.width > x && place.y + place.height > y) return false;
  }
  return true;
}

const restMs = 150;
