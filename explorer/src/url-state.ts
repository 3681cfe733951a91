import { useCallback, useSyncExternalStore } from 'react';
import type { Filters } from './model/filters.js';
import { nodeKinds } from './model/kind-names.js';

/** The part of the page's state that is kept in the address, so that a link shows the same view. */
export interface View extends Filters {
  /** Name of the integration. */
  readonly integration: string | undefined;
  /** Key of the selected node: see `NodeKeys`. */
  readonly node: string | undefined;
}

/**
 * The view in the address, and a function that changes parts of it. Another node or integration is a step in the history
 * of the browser, so that Back returns to the former one. Other filters are not.
 */
export function useView(): readonly [View, (change: Partial<View>) => void] {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  const change = useCallback((changed: Partial<View>) => {
    const former = readView(window.location.hash);
    const view = { ...former, ...changed };
    const next = writeView(view);
    if (next === writeView(former)) return;
    const isStep = view.node !== former.node || view.integration !== former.integration;
    window.history[isStep ? 'pushState' : 'replaceState'](null, '', next);
    window.dispatchEvent(new HashChangeEvent('hashchange')); // Neither of the two fires it.
  }, []);
  return [readView(hash), change];
}

function readView(hash: string): View {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const hiddenKinds = parameters.getAll('hide-kind');
  return {
    integration: parameters.get('integration') ?? undefined,
    node: parameters.get('node') ?? undefined,
    hiddenGroups: parameters.getAll('hide'),
    hiddenKinds: nodeKinds.filter((kind) => hiddenKinds.includes(kind.toLowerCase())),
    issue: parameters.get('issue') ?? undefined,
  };
}

function writeView({ integration, node, hiddenGroups, hiddenKinds, issue }: View): string {
  const parameters = new URLSearchParams();
  if (integration !== undefined) parameters.set('integration', integration);
  if (node !== undefined) parameters.set('node', node);
  for (const group of hiddenGroups) parameters.append('hide', group);
  for (const kind of hiddenKinds) parameters.append('hide-kind', kind.toLowerCase());
  if (issue !== undefined) parameters.set('issue', issue);
  return `#${parameters}`;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
