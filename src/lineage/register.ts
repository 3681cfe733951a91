/**
 * The names that the compiler knows: those of the tables of your dbt project, and of the integrations registered in
 * Paradime. Empty by default, so that every string is accepted. `paradime-integrations types` writes a file that adds them.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the file that `types` writes adds its properties
export interface Register {}

/**
 * A string that `dbt` takes: the name of a table, `schema.table`, the name of a model, seed or snapshot, or `source.table`.
 * Any string unless the dbt project is registered.
 */
export type TableName = Register extends { readonly tables: infer Tables } ? keyof Tables : string;

/** The name of a model, seed or snapshot, as `ref` takes it. Any string unless the dbt project is registered. */
export type ModelName = Register extends { readonly models: infer Models } ? keyof Models : string;

/** A source and its table, such as `shop.customers`. Any string unless the dbt project is registered. */
export type SourceName = Register extends { readonly sources: infer Sources }
  ? { readonly [Source in NameIn<Sources>]: `${Source}.${NameIn<Sources[Source]>}` }[NameIn<Sources>]
  : string;

/** The name of a source, without a table. Any string unless the dbt project is registered. */
export type SourceGroup = Register extends { readonly sources: infer Sources } ? NameIn<Sources> : string;

/** The name of a table of this source. Any string unless the dbt project is registered. */
export type SourceTable<Source extends string> = Register extends { readonly sources: infer Sources }
  ? Source extends keyof Sources
    ? NameIn<Sources[Source]>
    : never
  : string;

/**
 * An integration and one of its node types. The registered ones if they are known, else any. An integration given by its
 * uid is not looked up, because uids differ from workspace to workspace.
 */
export type NodeTypeOfIntegration = Register extends { readonly integrations: infer Integrations }
  ?
      | { readonly [Name in NameIn<Integrations>]: RegisteredNodeType<Name, Integrations[Name]> }[NameIn<Integrations>]
      | { readonly integration: IntegrationUid; readonly nodeType: string }
  : { readonly integration: string | IntegrationUid; readonly nodeType: string };

/** An integration given by its uid. */
export interface IntegrationUid {
  readonly uid: string;
  readonly name?: string | undefined;
}

interface RegisteredNodeType<Integration, NodeTypes> {
  /** Name of the integration. */
  readonly integration: Integration;
  readonly nodeType: NameIn<NodeTypes>;
}

/** Only for small groups of names: the compiler refuses an intersection with 100,000 of them. */
type NameIn<Names> = keyof Names & string;
