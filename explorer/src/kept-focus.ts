import { useEffect } from 'react';

/**
 * Keeps the focus in the page when the element that has it is removed. It goes to the nearest element around it that can
 * take it, otherwise to the details of the selected node or to the picture.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    /** The element that had the focus, and those around it. */
    let path: readonly Element[] = [];
    const onFocus = ({ target }: FocusEvent): void => {
      path = target instanceof Element ? pathOf(target) : [];
    };
    const onBlur = ({ target }: FocusEvent): void => {
      // A click on nothing takes the focus away on purpose. When an element is removed, there is no such click.
      if (target instanceof Element && target.isConnected) queueMicrotask(() => forget(target));
    };
    const forget = (target: Element): void => {
      if (target.isConnected && isNowhere() && path[0] === target) path = [];
    };
    const observer = new MutationObserver(() => {
      if (path[0] === undefined || path[0].isConnected || !isNowhere()) return;
      const fallbacks = document.querySelectorAll('.panel h2, .canvas, main');
      const next = [...path, ...fallbacks].find((element) => element.isConnected && canTakeFocus(element));
      if (next instanceof HTMLElement) next.focus({ preventScroll: true });
    });
    document.addEventListener('focusin', onFocus);
    document.addEventListener('focusout', onBlur);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('focusout', onBlur);
    };
  }, []);
}

function pathOf(element: Element): readonly Element[] {
  const path: Element[] = [];
  for (let at: Element | null = element; at !== null && at !== document.body; at = at.parentElement) path.push(at);
  return path;
}

function isNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function canTakeFocus(element: Element): boolean {
  return element.hasAttribute('tabindex') || element.matches('button:enabled, a[href], input, select');
}
