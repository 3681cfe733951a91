import type { IntegrationNodeTypeInfo } from '../generated/graphql.js';
import type { IntegrationNodeType, NodeTypes } from '../lineage/definition.js';

/** A registered integration. */
export interface Integration {
  readonly uid: string;
  readonly name: string;
  /** Whether lineage and catalog show it. */
  readonly isActive: boolean;
  readonly nodeTypes: readonly IntegrationNodeType[];
  /** The logo picture in base64; present only where it was asked for. */
  readonly logoBase64?: string | null | undefined;
}

/** Node types, as a definition has them or as `list` returns them. */
export type NodeTypesInput = NodeTypes | readonly IntegrationNodeTypeInfo[];

/** An integration to register. */
export interface CreateInput {
  readonly name: string;
  /** Address of the logo picture. */
  readonly logoUrl?: string | undefined;
  readonly nodeTypes: NodeTypesInput;
}

/** Changes to a registered integration; what is absent stays as it is. */
export interface UpdateInput {
  readonly name?: string | undefined;
  /** Address of the new logo picture. */
  readonly logoUrl?: string | undefined;
  /** The whole new list of node types, which replaces the former one. */
  readonly nodeTypes?: NodeTypesInput | undefined;
  /** Whether lineage and catalog show the integration. */
  readonly active?: boolean | undefined;
}
