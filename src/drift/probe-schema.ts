import type { GraphQLSchema } from 'graphql';
import { ParadimeError } from '../errors.js';
import type { Paradime } from '../paradime.js';
import { GraphQLResponseError, PermissionError, SchemaMismatchError } from '../transport/errors.js';
import { type Drift, missingOperation } from './compare-schemas.js';
import { optionalOperations } from './operations.js';
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
    if (messages instanceof PermissionError) {
      unknown.add(`A probe was not permitted: ${messages.message}`);
      continue;
    }
    const answer = readProbeErrors(local, messages);
    for (const found of answer.drifts) {
      const drift = asOptional(found);
      drifts.set(drift.path + drift.message, drift);
    }
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

/** The same drift, or what it means if the server lacks an operation that it may lack. */
function asOptional(drift: Drift): Drift {
  const field = drift.path.split('.')[1] ?? '';
  const isMissing = optionalOperations.has(field) && drift.message.startsWith('The server does not know the field');
  return isMissing ? missingOperation(field, drift.path) : drift;
}

/** The messages with which a server refuses a document; none when it does not refuse. An error if it checks no further. */
async function refusalOf(send: () => Promise<unknown>): Promise<readonly string[] | PermissionError> {
  try {
    await send();
    return [];
  } catch (error) {
    const isRefusal = error instanceof GraphQLResponseError || error instanceof SchemaMismatchError;
    if (error instanceof ParadimeError && isRefusal) return error.errors.map(({ message }) => message);
    if (error instanceof PermissionError) return error; // Some operations may need another capability.
    throw error;
  }
}
