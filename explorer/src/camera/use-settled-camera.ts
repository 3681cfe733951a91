import { type ReactFlowState, useStoreApi } from '@xyflow/react';
import { useCallback, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { boundsOf, type Layout } from '../layout/layout.js';
import { useRoom } from './room.js';
import { useCamera, type ViewControls } from './use-camera.js';
import { useIsAway } from './use-is-away.js';
import { useViewKeys } from './use-view-keys.js';

interface SettledCamera {
  readonly camera: ViewControls;
  /** Must be called when the user moves the view, which then stays where it is. */
  readonly onUserMove: () => void;
}

/**
 * A camera that keeps the whole layout in view, or its beginning if names could not be read otherwise, even when the layout or the window changes, until the user moves it. It
 * moves on its own only to show a node that was selected: as little as possible if that happened in the picture,
 * otherwise so that its lineage is in view. When `fitKey` changes, it fits the whole layout again.
 */
export function useSettledCamera(layout: Layout, selected: string | undefined, fitKey: string): SettledCamera {
  const camera = useCamera(layout);
  const { calls, lit, isSelectedInPicture, coverKey, ...room } = useRoom();
  const selection = room.selection === undefined ? undefined : `${calls} ${room.selection}`;
  const store = useStoreApi();
  const isFitted = useRef(true);
  /** The selection that was brought into view. */
  const shown = useRef<string>(undefined);

  /** The bounds of what was fitted into view, so that it is not fitted again when nothing has changed. */
  const fitted = useRef<string>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: Only the key matters here. Its layout arrives later.
  useLayoutEffect(() => {
    isFitted.current = true;
    fitted.current = undefined;
  }, [fitKey]);

  useLayoutEffect(() => {
    const refit = (): void => {
      const bounds = JSON.stringify(boundsOf(layout));
      if (!isFitted.current || fitted.current === bounds || !isReady(store.getState())) return;
      fitted.current = bounds;
      camera.begin();
    };
    refit();
    return onReady(store, () => {
      fitted.current = undefined;
      refit();
    });
  }, [camera, layout, store]);

  useLayoutEffect(() => {
    const showSelection = (): void => {
      if (selection === undefined) shown.current = undefined;
      if (selection === shown.current || !isReady(store.getState())) return;
      if (selected === undefined || !layout.has(selected)) return;
      shown.current = selection;
      if (isSelectedInPicture.current) {
        if (camera.uncover(selected)) isFitted.current = false;
        return;
      }
      isFitted.current = false;
      if (!camera.fitNodes(lit ?? new Set([selected]), leastZoom)) camera.center(selected, readableZoom);
    };
    showSelection();
    return onReady(store, showSelection);
  }, [camera, layout, selected, selection, lit, isSelectedInPicture, store]);

  const uncoverAgain = useEffectEvent(() => {
    if (selected !== undefined && selection === shown.current) camera.uncover(selected);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: Runs when something else is covered.
  useEffect(() => uncoverAgain(), [coverKey]);

  const onUserMove = useCallback(() => {
    isFitted.current = false;
  }, []);
  const fitAll = (): void => {
    isFitted.current = true;
    camera.fitAll();
  };
  const controls: ViewControls = {
    fitAll,
    fitSelection: () => {
      if (selected === undefined || !layout.has(selected)) return fitAll();
      onUserMove();
      camera.fitNodes(lit ?? new Set([selected]), 0);
    },
    zoomIn: () => {
      onUserMove();
      camera.zoomIn();
    },
    zoomOut: () => {
      onUserMove();
      camera.zoomOut();
    },
    isAway: useIsAway(layout),
  };
  useViewKeys(controls);
  return { camera: controls, onUserMove };
}

type ReadyState = Pick<ReactFlowState, 'width' | 'height' | 'panZoom'>;

/** Whether the picture has a size and can be moved. */
function isReady({ width, height, panZoom }: ReadyState): boolean {
  return width > 0 && height > 0 && panZoom !== null;
}

/** Calls a function when the picture is ready, and when its size changes. Returns what ends this. */
function onReady(store: ReturnType<typeof useStoreApi>, act: () => void): () => void {
  let isWanted = true;
  const unsubscribe = store.subscribe(({ width, height, panZoom }, former) => {
    if (width === former.width && height === former.height && panZoom === former.panZoom) return;
    queueMicrotask(() => isWanted && act()); // Until then, React Flow does not follow what moves it.
  });
  return () => {
    isWanted = false;
    unsubscribe();
  };
}

/** The lineage of a selected node is shown whole if its zoom is at least this. Otherwise only the node is shown. */
const leastZoom = 0.5;
/** The zoom of a node that is shown without its lineage. */
const readableZoom = 0.8;
