import { useStoreApi } from '@xyflow/react';
import { useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type { Layout } from '../layout/layout.js';
import { type Camera, readableZoom, useCamera } from './use-camera.js';

interface SettledCamera {
  readonly camera: Pick<Camera, 'fitAll' | 'zoomIn' | 'zoomOut'>;
  /** To be called when the user moves the view: it then stays where it is. */
  readonly onUserMove: () => void;
  /** To be called before a node is selected by a click: one looks at it already, so the view need not come nearer. */
  readonly onUserClick: (id: string | undefined) => void;
}

/**
 * A camera that shows everything until the user moves it, also when the layout or the window changes, and that goes to
 * the node that is selected. When `fitKey` changes it shows everything again.
 */
export function useSettledCamera(layout: Layout, selected: string | undefined, fitKey: string): SettledCamera {
  const { fitAll, reveal, zoomIn, zoomOut } = useCamera(layout);
  const store = useStoreApi();
  const isFitted = useRef(true);
  const clicked = useRef<string>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: The key alone tells; the layout that goes with it comes later.
  useEffect(() => {
    isFitted.current = true;
  }, [fitKey]);

  useLayoutEffect(() => {
    const settle = (): void => {
      if (isFitted.current) fitAll();
      const leastZoom = clicked.current === selected ? 0 : readableZoom;
      if (selected !== undefined && reveal(selected, leastZoom)) isFitted.current = false;
    };
    settle();
    return store.subscribe(({ width, height }, former) => {
      if (width !== former.width || height !== former.height) settle();
    });
  }, [fitAll, reveal, selected, store]);

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
