import { useStoreApi } from '@xyflow/react';
import { type ReactElement, useEffect, useRef } from 'react';
import type { ViewportState } from '../camera/use-camera.js';
import { drawOverview, type OverviewOptions, type Palette } from './draw-overview.js';

/**
 * A large drawing on one canvas, since thousands of elements would make panning slow. If drawing is fast, it is repeated
 * in every frame. Otherwise the canvas moves with the view, and is drawn again when the view is still.
 */
export function Overview({
  theme,
  ...options
}: Omit<OverviewOptions, 'palette'> & { readonly theme: string }): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();
  const { drawing, highlight, colorOf, isNear } = options;
  // biome-ignore lint/correctness/useExhaustiveDependencies: The palette depends on the theme.
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return undefined;
    const palette = readPalette(element);
    let drawn = store.getState().transform;
    let costMs = Number.POSITIVE_INFINITY;
    let frame = 0;
    let rest: ReturnType<typeof setTimeout> | undefined;

    const draw = (): void => {
      const { transform, width, height } = store.getState();
      const [x, y, zoom] = transform;
      const startedAt = performance.now();
      const scale = window.devicePixelRatio;
      const [left, top] = [width * margin, height * margin];
      resize(element, width + 2 * left, height + 2 * top, scale);
      Object.assign(element.style, { left: `${-left}px`, top: `${-top}px`, transform: 'none' });
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, element.width, element.height);
      context.setTransform(zoom * scale, 0, 0, zoom * scale, (x + left) * scale, (y + top) * scale);
      const part = {
        x: -(x + left) / zoom,
        y: -(y + top) / zoom,
        width: (width + 2 * left) / zoom,
        height: (height + 2 * top) / zoom,
      };
      drawOverview(context, { drawing, highlight, colorOf, isNear, palette }, part, zoom);
      drawn = transform;
      costMs = performance.now() - startedAt;
    };

    const follow = ({ transform: [x, y, zoom], width, height }: ViewportState): void => {
      const scale = zoom / drawn[2];
      const [left, top] = [width * margin, height * margin];
      const dx = x + left - (drawn[0] + left) * scale;
      const dy = y + top - (drawn[1] + top) * scale;
      element.style.transform = `translate(${dx}px, ${dy}px) scale(${scale})`;
      clearTimeout(rest);
      if (costMs <= frameMs) {
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(draw);
      } else {
        rest = setTimeout(draw, restMs);
      }
    };

    draw();
    const unsubscribe = store.subscribe((state, former) => {
      if (state.width !== former.width || state.height !== former.height) draw();
      else if (state.transform !== former.transform) follow(state);
    });
    return () => {
      unsubscribe();
      clearTimeout(rest);
      cancelAnimationFrame(frame);
    };
  }, [drawing, highlight, colorOf, isNear, store, theme]);
  return <canvas ref={canvas} className="overview" />;
}

function resize(canvas: HTMLCanvasElement, width: number, height: number, scale: number): void {
  const [columns, rows] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width === columns && canvas.height === rows) return;
  Object.assign(canvas, { width: columns, height: rows });
  Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
}

/** Reads the colours of the current theme from the stylesheet. */
function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(name);
  return {
    edge: read('--edge'),
    litEdge: read('--accent'),
    outside: read('--outside'),
    missing: read('--danger'),
    card: read('--raised'),
  };
}

/** The canvas is larger than the view by this fraction on each side, so that a short pan stays within it. */
const margin = 0.4;
/** If drawing takes at most this long, it is repeated in every frame. */
const frameMs = 8;
/** If drawing takes longer, it is repeated once the view has been still for this long. */
const restMs = 90;
