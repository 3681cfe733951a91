import * as z from 'zod';
import { iconNames } from '../generated/icon-names.js';
import { nativeNodeTypes } from '../lineage/reference.js';
import { shape } from './validate.js';
import { color, keysOf, kind, someText, text, time } from './vocabulary.js';

const nodeType = shape('a node type', {
  kind: kind.optional(),
  icon: text
    .meta({
      description: "Name of an icon of Blueprint's library. Default: intersection",
      anyOf: [{ enum: iconNames }, { type: 'string' }],
    })
    .optional(),
  color: color.optional(),
}).meta({ id: 'NodeType' });

const name = text.meta({ description: 'Name of the node' }).optional();
const id = text.meta({ description: 'Id of the node' }).optional();

const reference = z
  .discriminatedUnion('kind', [
    shape('a dbt reference', {
      kind: z.literal('dbt'),
      table: text.meta({ description: 'Table of the warehouse; Paradime matches names in lower case' }),
      schema: text.optional(),
      database: text.optional(),
    }),
    shape('a native reference', { kind: z.literal('native'), nodeType: z.enum(keysOf(nativeNodeTypes)), name, id }),
    shape('a custom reference', {
      kind: z.literal('custom'),
      integration: z.union([text, shape('an integration', { uid: text, name: text.optional() })], {
        error: "an integration's name, or { uid, name }",
      }),
      nodeType: text,
      name,
      id,
    }),
  ])
  .meta({ id: 'Reference' });

const field = shape('a field', {
  name: text,
  description: text.optional(),
  type: text.meta({ description: 'Role of the field, such as dimension, measure or column' }).optional(),
  dataType: text.meta({ description: 'Such as numeric' }).optional(),
}).meta({ id: 'Field' });

const common = {
  nodeType: text.meta({ description: "One of the integration's node types" }),
  name: text,
  integration: text.meta({ description: 'Name of this integration; another one is refused' }).optional(),
  id: text
    .meta({ description: 'Identity of the node from one publication to the next. Default: made of the name' })
    .optional(),
  description: text.optional(),
  url: text.meta({ description: 'Address of the node in its own tool' }).optional(),
  createdAt: time.meta({ description: 'Epoch seconds, or an ISO 8601 text with an offset' }).optional(),
  upstream: z.array(reference).meta({ description: 'What the node reads from' }).optional(),
  downstream: z.array(reference).meta({ description: 'What the node feeds' }).optional(),
};
const owned = {
  owner: text.optional(),
  tags: z.array(text).optional(),
  lastModifiedAt: time.meta({ description: 'Epoch seconds, or an ISO 8601 text with an offset' }).optional(),
};
const fields = z.array(field).optional();
const table = { database: text.optional(), schema: text.optional(), table: text.optional() };

/** A node by its kind. The kind itself may be left to the node type. */
export const nodeSchemas = {
  chart: shape('a chart', { kind: z.literal('chart').optional(), ...common, ...owned, fields }).meta({ id: 'Chart' }),
  dashboard: shape('a dashboard', { kind: z.literal('dashboard').optional(), ...common, ...owned }).meta({
    id: 'Dashboard',
  }),
  datasource: shape('a datasource', { kind: z.literal('datasource').optional(), ...common, ...table, fields }).meta({
    id: 'Datasource',
  }),
};

/** A node of which the kind is not known. */
export const anyNodeSchema = shape('a node', { kind: kind.optional(), ...common, ...owned, ...table, fields });

const definition = {
  $schema: text.meta({ description: 'Where editors find the schema of this file' }).optional(),
  name: someText.meta({ description: 'Name of the integration, as lineage and catalog show it' }),
  logoUrl: text.meta({ description: 'Address of the logo picture' }).optional(),
  identity: z
    .enum(['name', 'type-and-name'])
    .meta({
      description:
        'What a node without an id is known by. "type-and-name" is for names that repeat across types. Default: name',
    })
    .optional(),
  nodeTypes: z
    .record(someText, nodeType)
    .refine((types) => Object.keys(types).length > 0, 'must declare at least one node type')
    .meta({ description: 'The node types by name', minProperties: 1 }),
};

/** A bundle, its nodes aside. */
export const definitionSchema = shape('a bundle', { ...definition, nodes: z.array(z.unknown()).optional() });

/** A whole bundle, as editors know it. */
export const bundleSchema = shape('a bundle', {
  ...definition,
  nodes: z
    .array(z.union([nodeSchemas.chart, nodeSchemas.dashboard, nodeSchemas.datasource]))
    .meta({ description: 'The nodes, unless they are in nodes.jsonl beside this file' })
    .optional(),
});
