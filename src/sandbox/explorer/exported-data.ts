import type { IntegrationsQuery, LineageQuery, NodeDetailQuery } from '../../generated/sandbox.js';

/** The data in an exported page: the answers to every query of the page, so that it works as it does with a sandbox. */
export interface ExportedData {
  readonly integrations: IntegrationsQuery;
  /** By uid of the integration. */
  readonly lineage: Readonly<Record<string, LineageQuery>>;
  /** By uid of the integration. */
  readonly nodes: Readonly<Record<string, PackedNodes>>;
}

/** The data in the form in which a page contains it: JSON, deflated, in base64. */
export interface PackedData {
  /** The integrations and their lineage, as `ExportedData` without the nodes. */
  readonly lineage: string;
  /** The details of nodes, by uid of the integration. They are unpacked when the first one is needed. */
  readonly nodes: Readonly<Record<string, string>>;
}

/** The details of an integration's nodes, by id, with the sent form as an object: the page makes the string of it. */
export type PackedNodes = Readonly<Record<string, Omit<ExportedNode, 'wire'> & { readonly wire: unknown }>>;
export type ExportedNode = NonNullable<NonNullable<NodeDetailQuery['integration']>['node']>;

/** Id of the element that contains the data. */
export const exportedDataId = 'lineage-data';
