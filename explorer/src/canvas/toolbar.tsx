import type { ReactElement } from 'react';
import { Icon } from '../icon.js';
import type { Camera } from './use-camera.js';

/** The buttons that change the view. */
export function Toolbar({ camera }: { readonly camera: Pick<Camera, 'fitAll' | 'zoomIn' | 'zoomOut'> }): ReactElement {
  return (
    <fieldset className="toolbar" aria-label="View">
      <button type="button" onClick={camera.zoomIn} aria-label="Zoom in" title="Zoom in">
        <Icon name="plus" />
      </button>
      <button type="button" onClick={camera.zoomOut} aria-label="Zoom out" title="Zoom out">
        <Icon name="minus" />
      </button>
      <button type="button" onClick={camera.fitAll} aria-label="Show everything" title="Show everything">
        <Icon name="zoom-to-fit" />
      </button>
    </fieldset>
  );
}
