import type { GraphQLSchema } from 'graphql';
import { ParadimeError } from '../errors.js';
import type { Paradime } from '../paradime.js';
import { GraphQLResponseError, SchemaMismatchError } from '../transport/errors.js';
import type { Drift } from './compare-schemas.js';
import { probesOf } from './probe.js';
import { readProbeErrors } from './probe-answers.js';

/** Finds the parts of the local schema that a server does not know, by sending documents that it refuses. Changes nothing there. */
export async function probeSchema(
  paradime: Paradime,
  local: GraphQLSchema,
  signal?: AbortSignal,
): Promise<ProbeResult> {
  const drifts = new Map<string, Drift>();
  const unknown = new Set<string>();
  for (const document of probesOf(local)) {
    const messages = await refusalOf(() => paradime.execute(document, {}, { signal }));
    const answer = readProbeErrors(local, messages);
    for (const drift of answer.drifts) drifts.set(drift.message, drift);
    for (const message of answer.unclear) unknown.add(`The server reported an error of unclear meaning: ${message}`);
    if (!answer.isChecked)
      unknown.add('The server did not refuse a document as expected, so differences may be missing here.');
  }
  return { drifts: [...drifts.values()], unknown: [...unknown] };
}

/** The findings of probing a server. */
export interface ProbeResult {
  readonly drifts: readonly Drift[];
  /** Questions that remain open, in sentences. */
  readonly unknown: readonly string[];
}

/** The messages with which a server refuses a document; none when it does not refuse. */
async function refusalOf(send: () => Promise<unknown>): Promise<readonly string[]> {
  try {
    await send();
    return [];
  } catch (error) {
    const isRefusal = error instanceof GraphQLResponseError || error instanceof SchemaMismatchError;
    if (error instanceof ParadimeError && isRefusal) return error.errors.map(({ message }) => message);
    throw error;
  }
}
