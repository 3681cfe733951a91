import type { IntegrationsQuery, LineageQuery, NodeDetailQuery } from '../../generated/sandbox.js';

/** The data in an exported page: the answers to every query of the page, so that it works as it does with a sandbox. */
export interface ExportedData {
  readonly integrations: IntegrationsQuery;
  /** By uid of the integration. */
  readonly lineage: Readonly<Record<string, LineageQuery>>;
  /** By uid of the integration, then by id of the node. */
  readonly nodes: Readonly<Record<string, Readonly<Record<string, NodeDetailQuery>>>>;
}

/** Id of the element that contains the data. */
export const exportedDataId = 'lineage-data';
