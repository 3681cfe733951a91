import { ConfigurationError, listLines, show } from '../../errors.js';
import type { ImportSummary, NodeWithoutUpstream } from './summary.js';

/** The result of `checkMinLineage`. */
export interface MinLineageResult {
  /** Whether enough nodes have an upstream. True if there are no nodes that should have one. */
  readonly isMet: boolean;
  /** Number of nodes that should have an upstream. */
  readonly expected: number;
  /** Number of nodes that have one. */
  readonly withUpstream: number;
  /** The nodes that should have one and do not. */
  readonly missing: readonly NodeWithoutUpstream[];
  /** The refusal with the list of nodes, or a warning that there was nothing to check. Undefined if enough nodes have an upstream. */
  readonly message?: string | undefined;
}

/**
 * Checks that at least a share of the nodes of an import have an upstream, such as `90%`. Nodes whose source says that they
 * read nothing are not counted. Throws a `ConfigurationError` for what is not a percentage from 0% to 100%.
 */
export function checkMinLineage(
  { withUpstream, withoutUpstream }: Pick<ImportSummary, 'withUpstream' | 'withoutUpstream'>,
  minLineage: string,
): MinLineageResult {
  const percent = percentOf(minLineage);
  const missing = withoutUpstream.filter(({ readsNothing }) => !readsNothing);
  const expected = withUpstream + missing.length;
  const counts = { expected, withUpstream, missing };
  if (expected === 0) {
    const message = `No node of the import should have an upstream, so at least ${minLineage} of none do. Check that the source is complete.`;
    return { ...counts, isMet: true, message };
  }
  if (withUpstream * 100 >= percent * expected) return { ...counts, isMet: true };
  const share = Math.floor((withUpstream * 1000) / expected) / 10;
  const heading = `${withUpstream} of ${expected} nodes have an upstream (${share}%), and at least ${minLineage} must. These have none:`;
  const lines = missing.map(({ id, name, why }) => `${name} (${id})${why === undefined ? '' : `: ${why}`}`);
  return { ...counts, isMet: false, message: listLines(heading, lines, 20, 'withoutUpstream') };
}

/** Parses a percentage from 0% to 100%. Undefined for anything else. */
export function parsePercentage(text: unknown): number | undefined {
  const [, digits] = typeof text === 'string' ? (/^(\d+(?:\.\d+)?)%$/.exec(text.trim()) ?? []) : [];
  const percent = Number(digits);
  return percent >= 0 && percent <= 100 ? percent : undefined;
}

function percentOf(minLineage: unknown): number {
  const percent = parsePercentage(minLineage);
  if (percent !== undefined) return percent;
  throw new ConfigurationError(
    `\`minLineage\` must be a percentage from 0% to 100%, such as "90%" (got ${show(minLineage)}).`,
  );
}
