import * as z from 'zod';
import { shape } from '../documents/validate.js';
import { iconNames } from '../generated/icon-names.js';
import { isRecord } from '../is-record.js';
import type { Field, NodeKind } from '../lineage/node.js';
import { type CustomReference, type DbtReference, nativeNodeTypes, type Reference } from '../lineage/reference.js';
import { ownIntegration, typeByName } from './nodes/short-references.js';
import { type Attribute, color, keysOf, kind, someText, text, time } from './vocabulary.js';

const nodeType = shape('a node type', {
  kind: kind.optional(),
  icon: text
    .meta({
      description: "Name of an icon from Blueprint's library. Default: intersection",
      anyOf: [{ enum: iconNames }, { type: 'string' }],
    })
    .optional(),
  color: color.optional(),
}).meta({ id: 'NodeType' });

const name = text.meta({ description: 'Name of the node' }).optional();
const id = text.meta({ description: 'Id of the node' }).optional();

const dbtReference = shape('a dbt reference', {
  kind: z.literal('dbt'),
  table: text.meta({ description: 'Name of the table in the warehouse. Paradime matches it in lower case' }).optional(),
  schema: text.meta({ description: 'Schema of the table' }).optional(),
  database: text.meta({ description: 'Database of the table' }).optional(),
  model: text.meta({ description: 'Name of a dbt model, seed or snapshot. Needs a dbt project' }).optional(),
  source: text
    .meta({ description: 'Name of a dbt source and its table, as source.table. Needs a dbt project' })
    .optional(),
})
  .meta({ anyOf: [{ required: ['table'] }, { required: ['model'] }, { required: ['source'] }] })
  .transform(({ kind, table, model, source, ...parts }, context): DbtReference => {
    const hasParts = parts.schema !== undefined || parts.database !== undefined;
    const given = [table, model, source].filter((name) => name !== undefined).length;
    if (given === 1 && table !== undefined) return { kind, table, ...parts };
    if (given === 1 && !hasParts && model !== undefined) return { kind, model };
    if (given === 1 && !hasParts && source !== undefined) return { kind, source };
    const message =
      given === 0
        ? 'is missing; a dbt reference must have a table, a model or a source'
        : 'must have either a table (with a schema and database), or a model alone, or a source alone';
    context.addIssue({ code: 'custom', path: given === 0 ? ['table'] : [], message });
    return z.NEVER;
  });

const nativeReference = shape('a native reference', {
  kind: z.literal('native'),
  nodeType: z.enum(keysOf(nativeNodeTypes)),
  name,
  id,
});

const customReference = shape('a custom reference', {
  kind: z.literal('custom'),
  integration: z
    .union([text, shape('an integration', { uid: text, name: text.optional() })], {
      error: "an integration's name, or { uid, name }",
    })
    .meta({ description: 'Default: this integration' })
    .optional(),
  nodeType: text,
  name,
  id,
}).transform(({ integration = ownIntegration, ...rest }): CustomReference => ({ integration, ...rest }));

/** `{ node: Revenue }`: a node of this integration. */
const nodeReference = shape('a reference to a node', {
  node: text.meta({ description: 'Name of a node of this integration' }),
  nodeType: text.meta({ description: 'Type of the node, if nodes of several types have this name' }).optional(),
}).transform(
  ({ node, nodeType = typeByName }): CustomReference => ({
    kind: 'custom',
    integration: ownIntegration,
    nodeType,
    name: node,
  }),
);

/** `{ dbt: orders }`: a table. */
const tableReference = shape('a reference to a table', {
  dbt: text.meta({ description: 'Name of the table in the warehouse. Paradime matches it in lower case' }),
}).transform(({ dbt }): DbtReference => ({ kind: 'dbt', table: dbt }));

const longReference = z.discriminatedUnion('kind', [dbtReference, nativeReference, customReference]);

/** Every form of a reference, for the JSON Schema that editors use. */
export const anyReference = z.union([...longReference.options, nodeReference, tableReference]);

/** A reference. Its form is known by its keys, so that problems are those of the form that was meant. */
export const reference = z
  .unknown()
  .transform((value, context): Reference => {
    const { data, error } = formOf(value).safeParse(value);
    if (data !== undefined) return data;
    for (const issue of error?.issues ?? []) context.issues.push(raw(issue));
    return z.NEVER;
  })
  .meta({ id: 'Reference' });

/** An issue as a transformation reports it. The value that it is about is found by its path. */
function raw(issue: z.core.$ZodIssue): z.core.$ZodRawIssue {
  const { code, path, message } = issue;
  switch (code) {
    case 'unrecognized_keys':
      return { code, path, message, keys: issue.keys, input: {} };
    case 'invalid_type':
      return { code, path, message, expected: issue.expected, input: undefined };
    case 'invalid_value':
      return { code, path, message, values: issue.values, input: undefined };
    case 'invalid_union':
      return {
        code,
        path,
        message,
        errors: [],
        ...('options' in issue && { options: issue.options }),
        input: undefined,
      };
    default:
      return { code: 'custom', path, message, input: undefined };
  }
}

function formOf(value: unknown): z.ZodType<Reference> {
  if (!isRecord(value) || value['kind'] !== undefined) return longReference;
  if ('node' in value) return nodeReference;
  return 'dbt' in value ? tableReference : longReference;
}

const field = shape('a field', {
  name: text,
  description: text.optional(),
  type: text.meta({ description: 'Role of the field, such as dimension, measure or column' }).optional(),
  dataType: text.meta({ description: 'Data type of the field, such as numeric' }).optional(),
} satisfies Record<keyof Field, z.ZodType>).meta({ id: 'Field' });

const common = {
  nodeType: text.meta({ description: "One of the integration's node types" }),
  name: text,
  integration: text.meta({ description: 'Name of this integration. Any other name is refused' }).optional(),
  id: text
    .meta({ description: 'Identifies the node from one publication to the next. Default: derived from the name' })
    .optional(),
  description: text.optional(),
  url: text.meta({ description: 'Address of the node in its own tool' }).optional(),
  createdAt: time.meta({ description: 'Epoch seconds, or an ISO 8601 string with an offset' }).optional(),
  upstream: z.array(reference).meta({ description: 'Nodes and tables that the node reads from' }).optional(),
  downstream: z.array(reference).meta({ description: 'Nodes and tables that the node feeds' }).optional(),
};
const owned = {
  owner: text.optional(),
  tags: z.array(text).optional(),
  lastModifiedAt: time.meta({ description: 'Epoch seconds, or an ISO 8601 string with an offset' }).optional(),
};
const fields = z.array(field).optional();
const table = { database: text.optional(), schema: text.optional(), table: text.optional() };

/** All attributes but the kind. The compiler asks for those that nodes gain. */
const attributes = {
  chart: { ...common, ...owned, fields },
  dashboard: { ...common, ...owned },
  datasource: { ...common, ...table, fields },
} satisfies { [Kind in NodeKind]: Record<Exclude<Attribute<Kind>, 'kind'>, z.ZodType> };

/** A node of each kind. The node may leave its kind to its node type. */
export const nodeSchemas = {
  chart: shape('a chart', { kind: z.literal('chart').optional(), ...attributes.chart }).meta({ id: 'Chart' }),
  dashboard: shape('a dashboard', { kind: z.literal('dashboard').optional(), ...attributes.dashboard }).meta({
    id: 'Dashboard',
  }),
  datasource: shape('a datasource', { kind: z.literal('datasource').optional(), ...attributes.datasource }).meta({
    id: 'Datasource',
  }),
};

/** A node of unknown kind. */
export const anyNodeSchema = shape('a node', {
  kind: kind.optional(),
  ...common,
  ...owned,
  ...table,
  fields,
} satisfies Record<Attribute, z.ZodType>);

const dbtProject = text.meta({
  description: 'Path of a dbt project, of its target folder, or of a manifest.json, relative to this file',
});

const definition = {
  $schema: text.meta({ description: 'Address or path of this schema, for editors' }).optional(),
  name: someText.meta({ description: 'Name of the integration, shown in lineage and catalog' }),
  logoUrl: text.meta({ description: 'Address of the logo' }).optional(),
  dbt: z
    .union([dbtProject, z.array(dbtProject).min(1, 'must name at least one dbt project')], {
      error: 'the path of a dbt project, or a list of such paths',
    })
    .meta({ description: 'The dbt project that knows the tables, or several that make one' })
    .optional(),
  identity: z
    .enum(['name', 'type-and-name'])
    .meta({
      description: 'Identity of a node without an id. Use "type-and-name" if names repeat across types. Default: name',
    })
    .optional(),
  nodeTypes: z
    .record(someText, nodeType)
    .refine((types) => Object.keys(types).length > 0, 'must declare at least one node type')
    .meta({ description: 'Node types by name', minProperties: 1 }),
};

/** A bundle, without a check of its nodes. */
export const definitionSchema = shape('a bundle', {
  ...definition,
  nodes: z
    .union([z.array(z.unknown()), text], { error: 'a list of nodes, or the paths of files with nodes' })
    .optional(),
});

const nodePath = text.meta({
  description: 'Path or glob of files with nodes (.json, .yaml, .jsonl), relative to this file',
});

/** A bundle with its nodes, for the JSON Schema that editors use. */
export const bundleSchema = shape('a bundle', {
  ...definition,
  nodes: z
    .union([
      z.array(z.union([nodeSchemas.chart, nodeSchemas.dashboard, nodeSchemas.datasource])),
      nodePath,
      z.array(nodePath).min(1),
    ])
    .meta({
      description:
        'Nodes of the integration, or the paths of files with nodes, unless they are in nodes.jsonl next to this file',
    })
    .optional(),
});
