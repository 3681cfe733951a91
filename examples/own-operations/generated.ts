/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** The colours a node type can have. (client; hex values: docs. The enum's name is an assumption) */
export type IntegrationNodeColor =
  /** No hex value is documented. (client) */
  | 'CORAL'
  /** No hex value is documented. (client) */
  | 'CYAN'
  /** #27ae60 (docs) */
  | 'GREEN'
  /** No hex value is documented. (client) */
  | 'LEAF'
  /** #ef6292 (docs) */
  | 'MANDY'
  /** #fb982e, the default (docs) */
  | 'ORANGE'
  /** #33a9a9 (docs) */
  | 'TEAL'
  /** #827be6 (docs) */
  | 'VIOLET';

export type WhatIsRegisteredQueryVariables = Exact<{ [key: string]: never; }>;


export type WhatIsRegisteredQuery = { listCustomIntegrations: { integrations: Array<{ name: string | null, isActive: boolean | null, nodeTypes: Array<{ nodeType: string | null, color: IntegrationNodeColor | null }> | null }> | null } | null };


export const WhatIsRegisteredDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhatIsRegistered"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"listCustomIntegrations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"integrations"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"isActive"}},{"kind":"Field","name":{"kind":"Name","value":"nodeTypes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodeType"}},{"kind":"Field","name":{"kind":"Name","value":"color"}}]}}]}}]}}]}}]} as unknown as DocumentNode<WhatIsRegisteredQuery, WhatIsRegisteredQueryVariables>;