import type { NodeKind } from './graph.js';

/** The plural of each node kind, in the order in which the page lists them. */
export const kindNames: Readonly<Record<NodeKind, string>> = {
  DATASOURCE: 'Datasources',
  CHART: 'Charts',
  DASHBOARD: 'Dashboards',
};

export const nodeKinds: readonly NodeKind[] = Object.keys(kindNames).filter(isNodeKind);

function isNodeKind(name: string): name is NodeKind {
  return Object.hasOwn(kindNames, name);
}
