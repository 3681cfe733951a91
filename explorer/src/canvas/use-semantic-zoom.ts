import { useStoreApi } from '@xyflow/react';
import { type RefObject, useLayoutEffect } from 'react';

/**
 * Keeps names readable when the view is zoomed out: they have a size of at least 11 px on the screen. The second line
 * disappears where it would be too small. Sets attributes and properties of the element, which the stylesheet uses.
 */
export function useSemanticZoom(element: RefObject<HTMLElement | null>): void {
  const store = useStoreApi();
  useLayoutEffect(() => {
    let former = 0;
    const follow = (zoom: number): void => {
      if (zoom === former || element.current === null) return;
      former = zoom;
      const { style, dataset } = element.current;
      // In steps, so that not every frame of a zoom lays out all names again.
      const name = Math.min(largestName, Math.max(nameSize, Math.ceil((2 * leastSize) / zoom) / 2));
      style.setProperty('--name-size', `${name}px`);
      style.setProperty('--unzoom', `${Math.min(mostUnzoomed, Math.max(1, Math.round(8 / zoom) / 10))}`);
      dataset['zoom'] = zoom < namesOnly ? 'names' : 'full';
    };
    follow(store.getState().transform[2]);
    return store.subscribe(({ transform }) => follow(transform[2]));
  }, [element, store]);
}

/** The least size of a name on the screen, in pixels. */
const leastSize = 11;
/** The size of a name at a zoom of 1. */
const nameSize = 13;
/** The size at which a name is as high as its card. */
const largestName = 38;
const mostUnzoomed = 4;
/** Below this zoom a card is only a name. */
const namesOnly = 0.7;
