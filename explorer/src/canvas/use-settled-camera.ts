import { useStoreApi } from '@xyflow/react';
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type { Layout } from '../layout/layout.js';
import { type Camera, readableZoom, useCamera } from './use-camera.js';

interface SettledCamera {
  readonly camera: Pick<Camera, 'fitAll' | 'zoomIn' | 'zoomOut'>;
  /** Must be called when the user moves the view, which then stays where it is. */
  readonly onUserMove: () => void;
  /** Must be called before a click selects a node. The user can see that node already, so the view does not zoom in. */
  readonly onUserClick: (id: string | undefined) => void;
}

/**
 * A camera that keeps the whole layout in view, even when the layout or the window changes, until the user moves it. It
 * brings the selected node into view. When `fitKey` changes, it fits the whole layout again.
 */
export function useSettledCamera(layout: Layout, selected: string | undefined, fitKey: string): SettledCamera {
  const { fitAll, begin, reveal, zoomIn, zoomOut } = useCamera(layout);
  const store = useStoreApi();
  const isFitted = useRef(true);
  const clicked = useRef<string>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: Only the key matters here. Its layout arrives later.
  useEffect(() => {
    isFitted.current = true;
  }, [fitKey]);

  useLayoutEffect(() => {
    const settle = (): void => {
      if (isFitted.current) begin();
      const leastZoom = clicked.current === selected ? 0 : readableZoom;
      if (selected !== undefined && reveal(selected, leastZoom)) isFitted.current = false;
    };
    settle();
    return store.subscribe(({ width, height }, former) => {
      if (width !== former.width || height !== former.height) settle();
    });
  }, [begin, reveal, selected, store]);

  return {
    camera: {
      zoomIn,
      zoomOut,
      fitAll: () => {
        isFitted.current = true;
        fitAll();
      },
    },
    onUserMove: useCallback(() => {
      isFitted.current = false;
    }, []),
    onUserClick: useCallback((id) => {
      clicked.current = id;
    }, []),
  };
}
