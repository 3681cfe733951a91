import { useEffect } from 'react';
import { isWriting } from '../is-writing.js';
import type { ViewControls } from './use-camera.js';

/** Changes the view with keys: `+` and `-` zoom, `0` shows everything, `.` the lineage of the selected node. */
export function useViewKeys({
  zoomIn,
  zoomOut,
  fitAll,
  fitSelection,
}: Pick<ViewControls, 'zoomIn' | 'zoomOut' | 'fitAll' | 'fitSelection'>): void {
  useEffect(() => {
    const actions: Readonly<Record<string, () => void>> = {
      '+': zoomIn,
      '=': zoomIn,
      '-': zoomOut,
      '0': fitAll,
      '.': fitSelection,
    };
    const onKey = (event: KeyboardEvent): void => {
      const act = actions[event.key];
      if (act === undefined || event.altKey || event.ctrlKey || event.metaKey || isWriting(event.target)) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
}
