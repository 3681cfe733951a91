/**
 * Moves the focus to the card of a node, so that the arrow keys go on from there. The card may appear only after the view
 * has moved: until then, and if it does not appear, the picture has the focus.
 */
export function focusCard(stage: HTMLElement | null, id: string): void {
  const canvas = stage?.querySelector<HTMLElement>('.canvas');
  (canvas ?? stage)?.focus({ preventScroll: true });
  const from = document.activeElement;
  let tries = 0;
  const attempt = (): void => {
    if (document.activeElement !== from && document.activeElement !== document.body) return; // The user went on.
    const card = stage?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"] button`);
    if (card) card.focus({ preventScroll: true });
    else if (tries++ < mostTries) requestAnimationFrame(attempt);
  };
  attempt();
}

/** In frames: about a second. */
const mostTries = 60;
