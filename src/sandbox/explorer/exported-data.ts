import type { IntegrationsQuery, LineageQuery, NodeDetailQuery } from '../../generated/sandbox.js';

/** What an exported page holds: the answers to all that the page can ask, so that it works as it does beside a sandbox. */
export interface ExportedData {
  readonly integrations: IntegrationsQuery;
  /** By uid of the integration. */
  readonly lineage: Readonly<Record<string, LineageQuery>>;
  /** By uid of the integration, then by id of the node. */
  readonly nodes: Readonly<Record<string, Readonly<Record<string, NodeDetailQuery>>>>;
}

/** Id of the element that holds it. */
export const exportedDataId = 'lineage-data';
