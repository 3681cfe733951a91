import * as z from 'zod';
import type { Path } from '../documents/parsed-text.js';
import { shape } from '../documents/validate.js';
import type { Field, NodeKind } from '../lineage/node.js';
import { nativeNodeTypes } from '../lineage/reference.js';
import { type Attribute, color, keysOf, kind, someText, text, time } from './vocabulary.js';

// The layout of the official client (6.6.0). This library adds `kind`.

export const integrationSchema = shape('integration.json', { name: someText, logo_url: text.optional() });

export const nodeTypeSchema = shape('a node type', {
  node_type: someText,
  icon_name: text.optional(),
  color: color.optional(),
  kind: kind.optional(),
});

/** The path of each attribute in a node of this layout, which has none for `integration`. */
const paths = {
  kind: ['kind'],
  nodeType: ['node_type'],
  name: ['name'],
  id: ['id'],
  description: ['attributes', 'description'],
  url: ['attributes', 'url'],
  createdAt: ['attributes', 'created_at'],
  lastModifiedAt: ['attributes', 'last_modified_at'],
  owner: ['attributes', 'owner'],
  tags: ['attributes', 'tags'],
  fields: ['attributes', 'fields'],
  database: ['attributes', 'database_name'],
  schema: ['attributes', 'schema_name'],
  table: ['attributes', 'table_name'],
  upstream: ['lineage', 'upstream_dependencies'],
  downstream: ['lineage', 'downstream_dependencies'],
} as const satisfies Readonly<Record<OfficialAttribute, Path>>;

export const attributePaths: Readonly<Record<string, Path>> = paths;

/** The attributes of a node that this layout can hold. */
export type OfficialAttribute = Exclude<Attribute, 'integration'>;

/** The names that this layout has under `attributes`. The compiler asks for new attributes among them. */
type NestedName = {
  [A in OfficialAttribute]: A extends keyof typeof paths
    ? (typeof paths)[A] extends readonly ['attributes', infer Name extends string]
      ? Name
      : never
    : A;
}[OfficialAttribute];

const all = ['chart', 'dashboard', 'datasource'] as const;

/** The kinds of node that have an attribute, by its name in this layout. */
export const kindsByAttribute: Readonly<Record<string, readonly NodeKind[]>> = {
  created_at: all,
  url: all,
  description: all,
  owner: ['chart', 'dashboard'],
  tags: ['chart', 'dashboard'],
  last_modified_at: ['chart', 'dashboard'],
  fields: ['chart', 'datasource'],
  database_name: ['datasource'],
  schema_name: ['datasource'],
  table_name: ['datasource'],
} satisfies Record<NestedName, readonly NodeKind[]>;

const field = shape('a field', {
  name: text,
  description: text.optional(),
  type: text.optional(),
  data_type: text.optional(),
} satisfies Record<Exclude<keyof Field, 'dataType'> | 'data_type', z.ZodType>);

export const nodeSchema = shape('a node', {
  name: text,
  node_type: text,
  id: text.optional(),
  kind: kind.optional(),
  attributes: shape('attributes', {
    created_at: time.optional(),
    url: text.optional(),
    description: text.optional(),
    owner: text.optional(),
    tags: z.array(text).optional(),
    last_modified_at: time.optional(),
    database_name: text.optional(),
    schema_name: text.optional(),
    table_name: text.optional(),
    fields: z.array(field).optional(),
  } satisfies Record<NestedName, z.ZodType>).optional(),
  lineage: shape('lineage', {
    upstream_dependencies: z.array(z.unknown()).optional(),
    downstream_dependencies: z.array(z.unknown()).optional(),
  }).optional(),
});

export const tableSchema = shape('a dependency on a table', {
  table_name: text,
  schema_name: text.optional(),
  database_name: text.optional(),
});

export const nativeSchema = shape('a dependency on a native node', {
  node_type: z.enum(keysOf(nativeNodeTypes)),
  node_id: text.optional(),
  node_name: text.optional(),
});

export const customSchema = shape('a dependency on a node', {
  node_type: text,
  integration_uid: text.optional(),
  integration_name: text.optional(),
  node_id: text.optional(),
  node_name: text.optional(),
});
