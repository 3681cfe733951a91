import type { GraphQLSchema } from 'graphql';
import { compareSchemas, type Drift } from '../../../drift/compare-schemas.js';
import { fetchLiveSchema, IntrospectionOffError } from '../../../drift/live-schema.js';
import { probeSchema } from '../../../drift/probe-schema.js';
import { ParadimeError } from '../../../errors.js';
import type { Paradime } from '../../../paradime.js';
import { readLocalSchema } from '../../../schemas.js';
import type { Diagnosis } from './diagnosis.js';

/** Compares the schema of a server with the local one: by introspection, or by probing if introspection is off. */
export async function* diagnoseSchema(
  paradime: Paradime,
  signal: AbortSignal,
): AsyncGenerator<Diagnosis, void, undefined> {
  const local = readLocalSchema();
  try {
    const { drifts, renamed } = await compareSchemas(local, await fetchLiveSchema(paradime, signal));
    if (drifts.length === 0) {
      const names = renamed.size > 0 ? ` (${renamed.size} types have other names there, which has no effect)` : '';
      yield ok(`introspection is on, and the server has everything that this library uses${names}`);
    }
    for (const drift of drifts) yield describeDrift(drift);
    return;
  } catch (error) {
    if (!(error instanceof ParadimeError)) throw error;
    if (!(error instanceof IntrospectionOffError)) yield unknown(`could not fetch the schema: ${error.message}`);
  }
  yield* diagnoseByProbes(paradime, local, signal);
}

async function* diagnoseByProbes(
  paradime: Paradime,
  local: GraphQLSchema,
  signal: AbortSignal,
): AsyncGenerator<Diagnosis, void, undefined> {
  try {
    const probed = await probeSchema(paradime, local, signal);
    for (const drift of probed.drifts) yield describeDrift(drift);
    for (const message of probed.unknown) yield unknown(message);
    if (probed.drifts.length === 0 && probed.unknown.length === 0) {
      yield ok(
        'introspection is off, but probes with documents that cannot run found every type, field, argument and value that this library uses',
      );
    }
    yield unknown('whatever else the server has cannot be seen while introspection is off');
  } catch (error) {
    if (!(error instanceof ParadimeError)) throw error;
    yield unknown(`could not determine whether the schemas agree: ${error.message}`);
  }
}

const ok = (message: string): Diagnosis => ({ subject: 'schema', status: 'ok', message });
const unknown = (message: string): Diagnosis => ({ subject: 'schema', status: 'unknown', message });

function describeDrift({ severity, path, message }: Drift): Diagnosis {
  const isBreaking = severity === 'breaking';
  return {
    subject: 'schema',
    status: isBreaking ? 'problem' : 'warning',
    message: `${path}: ${message}`,
    ...(isBreaking && {
      advice:
        'Requests that use it fail. Look for a newer version of paradime-integrations; `schema diff` shows all differences.',
    }),
  };
}
