import type { GraphQLSchema } from 'graphql';
import { ParadimeError } from '../errors.js';
import type { Paradime } from '../paradime.js';
import { GraphQLResponseError, SchemaMismatchError } from '../transport/errors.js';
import type { Drift } from './compare-schemas.js';
import { probesOf } from './probe.js';
import { readProbeErrors } from './probe-answers.js';

/** What probing a server told of its schema. */
export interface ProbeResult {
  readonly drifts: readonly Drift[];
  /** What could not be found out, in sentences. */
  readonly unknown: readonly string[];
}

/** Finds out what a server does not know of the local schema, by documents that it refuses. Changes nothing there. */
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
    for (const message of answer.unclear)
      unknown.add(`The server says, and it is not clear what that means: ${message}`);
    if (!answer.isChecked)
      unknown.add('The server did not refuse a document as it should have: what it said may not be all.');
  }
  return { drifts: [...drifts.values()], unknown: [...unknown] };
}

/** The messages with which a server refuses a document; none where it does not. */
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
