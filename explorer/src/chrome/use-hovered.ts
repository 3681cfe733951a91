import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

interface Hovering {
  readonly hovered: Hovered | undefined;
  /** Keeps it as it is, while the pointer is on what is shown about it. */
  readonly keep: () => void;
  readonly leave: () => void;
}

interface Hovered {
  readonly id: string;
  /** Where the node is on the screen. */
  readonly at: DOMRect;
}

/** The node that the mouse has rested on for a moment. Undefined again after a key, a click, or a turn of the wheel. */
export function useHovered(stage: RefObject<HTMLElement | null>): Hovering {
  const [hovered, setHovered] = useState<Hovered>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const later = useCallback((next: Hovered | undefined): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setHovered(next), restMs);
  }, []);
  useEffect(() => {
    const element = stage.current;
    if (element === null) return undefined;
    const stop = new AbortController();
    /** Where the pointer was at the last click. It is also "over" what then moves under it. */
    let clicked = '';
    const onOver = ({ target, pointerType, buttons, clientX, clientY }: PointerEvent): void => {
      if (pointerType !== 'mouse' || buttons !== 0 || !(target instanceof Element)) return;
      if (clicked === `${clientX} ${clientY}`) return;
      if (target.closest('.hover-card')) return;
      const node = target.closest('.react-flow__node');
      const id = node?.getAttribute('data-id');
      later(node && id ? { id, at: node.getBoundingClientRect() } : undefined);
    };
    const hide = (): void => {
      clearTimeout(timer.current);
      setHovered(undefined);
    };
    const onDown = ({ clientX, clientY }: PointerEvent): void => {
      clicked = `${clientX} ${clientY}`;
      hide();
    };
    const options = { signal: stop.signal, capture: true, passive: true };
    element.addEventListener('pointerover', onOver, options);
    element.addEventListener('pointerleave', () => later(undefined), { signal: stop.signal });
    element.addEventListener('pointerdown', onDown, options);
    element.addEventListener('wheel', hide, options);
    window.addEventListener('keydown', hide, options);
    return () => {
      stop.abort();
      clearTimeout(timer.current);
    };
  }, [stage, later]);
  return { hovered, keep: () => clearTimeout(timer.current), leave: () => later(undefined) };
}

const restMs = 150;
