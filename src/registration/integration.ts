import type { IntegrationNodeTypeInfo } from '../generated/graphql.js';
import type { IntegrationNodeType, NodeTypes } from '../lineage/definition.js';

/** A registered integration. */
export interface Integration {
  readonly uid: string;
  readonly name: string;
  /** Whether lineage and catalog show the integration. */
  readonly isActive: boolean;
  readonly nodeTypes: readonly IntegrationNodeType[];
  /** The logo picture in base64. Present only if it was requested with `includeLogo`. */
  readonly logoBase64?: string | null | undefined;
}

/** Node types in the form of a definition, or in the form that `list` returns. */
export type NodeTypesInput = NodeTypes | readonly IntegrationNodeTypeInfo[];

/** An integration to register. */
export interface CreateInput {
  readonly name: string;
  /** Address of the logo picture. */
  readonly logoUrl?: string | undefined;
  readonly nodeTypes: NodeTypesInput;
}

/** Changes to a registered integration. Absent properties stay as they are. */
export interface UpdateInput {
  readonly name?: string | undefined;
  /** Address of the new logo picture. */
  readonly logoUrl?: string | undefined;
  /** The complete new list of node types, which replaces the former one. */
  readonly nodeTypes?: NodeTypesInput | undefined;
  /** Whether lineage and catalog show the integration. */
  readonly active?: boolean | undefined;
}
