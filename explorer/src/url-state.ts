import { useCallback, useSyncExternalStore } from 'react';
import type { Filters } from './model/filters.js';
import type { NodeKind } from './model/graph.js';

/** What the address keeps, so that it can be handed on: which integration, which node, which filters. */
export interface View extends Filters {
  /** Name of the integration. */
  readonly integration: string | undefined;
  /** Key of the selected node. */
  readonly node: string | undefined;
}

const kinds: readonly NodeKind[] = ['CHART', 'DASHBOARD', 'DATASOURCE'];

export function readView(hash: string): View {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const hiddenKinds = parameters.getAll('hide-kind');
  return {
    integration: parameters.get('integration') ?? undefined,
    node: parameters.get('node') ?? undefined,
    hiddenGroups: parameters.getAll('hide'),
    hiddenKinds: kinds.filter((kind) => hiddenKinds.includes(kind.toLowerCase())),
    issue: parameters.get('issue') ?? undefined,
  };
}

export function writeView({ integration, node, hiddenGroups, hiddenKinds, issue }: View): string {
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

/** The view in the address, and how to change it. */
export function useView(): readonly [View, (change: Partial<View>) => void] {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  const change = useCallback((changed: Partial<View>) => {
    const next = writeView({ ...readView(window.location.hash), ...changed });
    if (next === window.location.hash) return;
    window.history.replaceState(null, '', next);
    window.dispatchEvent(new HashChangeEvent('hashchange')); // Browsers tell only of changes that a user makes.
  }, []);
  return [readView(hash), change];
}
