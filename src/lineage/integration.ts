import { ConfigurationError, show } from '../errors.js';
import { isRecord } from '../is-record.js';
import { checkDefinition, type Definition, type Identity } from './definition.js';
import type { Node } from './node.js';

/**
 * Makes the default export of a module that the program reads: `check`, `preview` and `publish` take its file like a
 * bundle. Sends nothing, and calls no function yet.
 *
 * Throws a `ConfigurationError` for an invalid definition, and for nodes that are neither iterable nor a function.
 */
export function integration(
  definition: Definition & { readonly identity?: Identity | undefined },
  nodes: ModuleNodes,
  { dbt }: IntegrationOptions = {},
): IntegrationModule {
  checkDefinition(definition);
  const isIterable = isRecord(nodes) || Array.isArray(nodes);
  if (typeof nodes !== 'function' && !isIterable) {
    throw new ConfigurationError(
      `The nodes must be a list, an iterable, or a function that returns one (got ${show(nodes)}).`,
    );
  }
  return { definition, nodes, ...(dbt !== undefined && { dbt }) };
}

/** Nodes, or a function that makes them, which may be asynchronous. */
export type ModuleNodes =
  | Iterable<Node>
  | AsyncIterable<Node>
  | (() => Iterable<Node> | AsyncIterable<Node> | Promise<Iterable<Node> | AsyncIterable<Node>>);

export interface IntegrationOptions {
  /**
   * Path of the dbt project that knows the tables, relative to the module, or a list of paths. As in a bundle, it may be the
   * project's folder, its target folder or a manifest.json. Default: none.
   */
  readonly dbt?: string | readonly string[] | undefined;
}

/** An integration as a module exports it. */
export interface IntegrationModule {
  readonly definition: Definition & { readonly identity?: Identity | undefined };
  readonly nodes: ModuleNodes;
  readonly dbt?: string | readonly string[];
}
