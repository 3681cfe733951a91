import { parse } from 'yaml';

/** A bundle that uses most of what YAML offers. */
export const yaml = `
# What the estate looks like
name: Metabase
logoUrl: https://example.com/metabase.svg
nodeTypes:
  Model: { kind: datasource, icon: database, color: ORANGE }
  Question: { kind: chart }
  Board: {}
nodes:
  - nodeType: Model
    name: Orders
    table: orders
    description:
    upstream: &orders
      - { kind: dbt, table: order_items }
  - nodeType: Question
    name: Revenue
    createdAt: 2024-05-01T09:00:00Z
    upstream:
      - { kind: custom, integration: Metabase, nodeType: Model, name: Orders }
  - nodeType: Board
    kind: dashboard
    name: Sales
    upstream: *orders
`;

/** The same bundle in JSON. */
export const json = JSON.stringify(parse(yaml));

/** The first properties of a small bundle in JSON, without the braces. */
export const types = '"name":"a","nodeTypes":{"T":{"kind":"chart"}}';

/** The bundle in UTF-16, with a byte order mark. */
export const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(json, 'utf16le')]);
