import type { LayoutRequest } from './layout.js';
import { layoutBySweep } from './sweep.js';

self.onmessage = ({ data }: MessageEvent<LayoutRequest>): void => {
  self.postMessage(layoutBySweep(data));
};
