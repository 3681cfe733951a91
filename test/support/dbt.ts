/** A node of dbt as a manifest has it: only the keys that matter here, and some that must be ignored. */
export type DbtNode = Readonly<Record<string, unknown>>;

/** A model of the package `shop`, in `analytics.marts`. */
export function model(name: string, more: DbtNode = {}): DbtNode {
  return {
    resource_type: 'model',
    unique_id: `model.shop.${name}`,
    package_name: 'shop',
    name,
    alias: name,
    database: 'analytics',
    schema: 'marts',
    config: { enabled: true, materialized: 'table' },
    columns: {},
    depends_on: { macros: [], nodes: [] },
    raw_code: 'select 1',
    tags: [],
    ...more,
  };
}

/** A table of a source, in `raw`. */
export function sourceTable(source: string, name: string, more: DbtNode = {}): DbtNode {
  return {
    resource_type: 'source',
    unique_id: `source.shop.${source}.${name}`,
    package_name: 'shop',
    source_name: source,
    name,
    identifier: name,
    database: 'raw',
    schema: source,
    columns: {},
    tags: [],
    ...more,
  };
}

/** The version of dbt that writes each version of the manifest. */
const dbtVersions = [
  '0.19.2',
  '0.20.2',
  '0.21.1',
  '1.0.9',
  '1.1.5',
  '1.2.6',
  '1.3.7',
  '1.4.9',
  '1.5.11',
  '1.6.18',
  '1.7.19',
  '1.12.0',
];

/** A manifest with these nodes. `sections` adds or replaces sections. */
export function manifest(nodes: readonly DbtNode[], sections: DbtNode = {}, version = 12): Record<string, unknown> {
  const byId = (isSource: boolean) =>
    Object.fromEntries(
      nodes
        .filter(({ resource_type }) => (resource_type === 'source') === isSource)
        .map((node) => [node['unique_id'], node]),
    );
  return {
    metadata: {
      dbt_schema_version: `https://schemas.getdbt.com/dbt/manifest/v${version}.json`,
      dbt_version: dbtVersions[version - 1],
      generated_at: '2026-11-01T02:00:00.123456Z',
      adapter_type: 'snowflake',
      ...(version >= 10 && { project_name: 'shop' }),
    },
    nodes: byId(false),
    sources: byId(true),
    macros: { 'macro.dbt.run': { macro_sql: '{% macro run() %}{% endmacro %}' } },
    docs: {},
    exposures: {},
    parent_map: {},
    child_map: {},
    ...sections,
  };
}
