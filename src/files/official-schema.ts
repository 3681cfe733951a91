import * as z from 'zod';
import { nativeNodeTypes } from '../lineage/reference.js';
import { shape } from './validate.js';
import { color, keysOf, kind, someText, text, time } from './vocabulary.js';

// The layout of the official client (6.6.0). `kind` is this library's addition.

export const integrationSchema = shape('integration.json', { name: someText, logo_url: text.optional() });

export const nodeTypeSchema = shape('a node type', {
  node_type: someText,
  icon_name: text.optional(),
  color: color.optional(),
  kind: kind.optional(),
});

const field = shape('a field', {
  name: text,
  description: text.optional(),
  type: text.optional(),
  data_type: text.optional(),
});

const owned = { owner: text.optional(), tags: z.array(text).optional(), last_modified_at: time.optional() };
const table = { database_name: text.optional(), schema_name: text.optional(), table_name: text.optional() };
const fields = z.array(field).optional();

/** The attributes that not every kind of node has, by the kinds that have them. */
export const kindsByAttribute: Readonly<Record<string, readonly string[]>> = {
  owner: ['chart', 'dashboard'],
  tags: ['chart', 'dashboard'],
  last_modified_at: ['chart', 'dashboard'],
  fields: ['chart', 'datasource'],
  database_name: ['datasource'],
  schema_name: ['datasource'],
  table_name: ['datasource'],
};

export const nodeSchema = shape('a node', {
  name: text,
  node_type: text,
  id: text.optional(),
  kind: kind.optional(),
  attributes: shape('attributes', {
    created_at: time.optional(),
    url: text.optional(),
    description: text.optional(),
    ...owned,
    ...table,
    fields,
  }).optional(),
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
