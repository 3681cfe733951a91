import { useReactFlow, useStoreApi } from '@xyflow/react';
import { type PointerEvent, type ReactElement, useEffect, useMemo, useRef } from 'react';
import { isWithin, viewOf } from '../camera/use-camera.js';
import { boundsOf } from '../layout/layout.js';
import type { Drawing } from '../layout/use-layout.js';
import type { LineageNode } from '../model/graph.js';
import type { Highlight } from './elements.js';

interface MinimapProps {
  readonly drawing: Drawing;
  readonly highlight: Highlight;
  readonly colorOf: (node: LineageNode) => string | undefined;
  readonly theme: string;
}

/** A small map of the whole drawing with the part that is in view. A click or drag moves the view there. */
export function Minimap({ drawing, highlight, colorOf, theme }: MinimapProps): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const flow = useReactFlow();
  const store = useStoreApi();
  const bounds = useMemo(() => boundsOf(drawing.layout), [drawing]);
  const scale = Math.min(size.width / Math.max(1, bounds.width), size.height / Math.max(1, bounds.height));
  const [left, top] = [(size.width - bounds.width * scale) / 2, (size.height - bounds.height * scale) / 2];

  // biome-ignore lint/correctness/useExhaustiveDependencies: The colours depend on the theme.
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    const ratio = window.devicePixelRatio;
    Object.assign(canvas.current, { width: size.width * ratio, height: size.height * ratio });
    const style = getComputedStyle(canvas.current);
    context.setTransform(scale * ratio, 0, 0, scale * ratio, left * ratio, top * ratio);
    for (const node of drawing.graph.nodes) {
      const box = drawing.layout.get(node.id);
      if (box === undefined) continue;
      context.globalAlpha = highlight.lit && !highlight.lit.has(node.id) ? 0.25 : 0.8;
      context.fillStyle = colorOf(node) ?? style.getPropertyValue(node.role === 'MISSING' ? '--danger' : '--outside');
      context.fillRect(box.x, box.y, box.width, Math.max(box.height, 1 / scale));
    }
  }, [drawing, highlight, colorOf, theme, scale, left, top]);

  useEffect(() => {
    const follow = (): void => {
      const view = viewOf(store.getState());
      // While everything is in view the map would only cover it.
      frame.current?.parentElement?.toggleAttribute('hidden', isWithin(bounds, view));
      const [x1, y1] = [left + view.x * scale, top + view.y * scale];
      const [x2, y2] = [x1 + view.width * scale, y1 + view.height * scale];
      const [x, y] = [Math.max(0, x1), Math.max(0, y1)];
      const [width, height] = [Math.min(size.width, x2) - x, Math.min(size.height, y2) - y];
      if (!frame.current) return;
      const [w, h] = [Math.max(4, width), Math.max(4, height)];
      Object.assign(frame.current.style, { translate: `${x}px ${y}px`, width: `${w}px`, height: `${h}px` });
    };
    follow();
    return store.subscribe(follow);
  }, [store, bounds, scale, left, top]);

  const onPointer = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.buttons !== 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { x, y } = event.currentTarget.getBoundingClientRect();
    const [at, down] = [(event.clientX - x - left) / scale, (event.clientY - y - top) / scale];
    void flow.setCenter(at, down, { zoom: flow.getZoom() });
  };
  return (
    <div className="minimap" aria-hidden="true" onPointerDown={onPointer} onPointerMove={onPointer}>
      <canvas ref={canvas} style={{ ...size }} />
      <div ref={frame} className="frame" />
    </div>
  );
}

const size = { width: 180, height: 120 } as const;
/** With fewer nodes a map is of no use. */
export const leastForMinimap = 20;
