import type { Definition } from '../lineage/definition.js';
import { isReplayable, NodeReader } from './node-reader.js';
import { type NodeSource, type PublishLimits, type PublishOptions, readLimits } from './options.js';

/** Checks the options and opens the nodes, so that invalid ones are refused before any request where possible. */
export async function openNodes(
  source: NodeSource,
  definition: Definition | undefined,
  options: PublishOptions,
): Promise<OpenNodes> {
  const limits = readLimits(options);
  const reader = await NodeReader.open(source, definition, options, true);
  const { warnings } = reader;
  const reopen = isReplayable(source) ? () => NodeReader.reopen(source, definition, options, warnings) : undefined;
  return { reader, reopen, limits };
}

/** Nodes that are ready to be sent. */
export interface OpenNodes {
  /** An open reader. The caller of `openNodes` closes it. */
  readonly reader: NodeReader;
  /** Opens the nodes again. Absent if they can be read only once. */
  readonly reopen: (() => Promise<NodeReader>) | undefined;
  readonly limits: PublishLimits;
}
