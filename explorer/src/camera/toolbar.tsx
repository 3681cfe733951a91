import type { ReactElement } from 'react';
import { Icon } from '../icon.js';
import type { ViewControls } from './use-camera.js';

/** The buttons that change the view. If no node is in view, it says so. */
export function Toolbar({ camera }: { readonly camera: ViewControls }): ReactElement {
  return (
    <>
      <fieldset className="toolbar" aria-label="View">
        <button type="button" onClick={camera.zoomIn} aria-label="Zoom in" aria-keyshortcuts="+" title="Zoom in (+)">
          <Icon name="plus" />
        </button>
        <button type="button" onClick={camera.zoomOut} aria-label="Zoom out" aria-keyshortcuts="-" title="Zoom out (-)">
          <Icon name="minus" />
        </button>
        <button
          type="button"
          onClick={camera.fitAll}
          aria-label="Show everything"
          aria-keyshortcuts="0"
          title="Show everything (0)"
        >
          <Icon name="zoom-to-fit" />
        </button>
      </fieldset>
      <div className="notice away" role="status" hidden={!camera.isAway}>
        {camera.isAway && (
          <>
            <span>Nothing here.</span>
            <button type="button" className="quiet" onClick={camera.fitAll}>
              Show everything
            </button>
          </>
        )}
      </div>
    </>
  );
}
