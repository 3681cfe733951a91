import { ParadimeError } from '../../../errors.js';
import type { Paradime } from '../../../paradime.js';
import { GraphQLResponseError, PermissionError, SchemaMismatchError } from '../../../transport/errors.js';
import { diagnoseBolt } from './diagnose-bolt.js';
import { diagnoseList } from './diagnose-list.js';
import { diagnoseSchema } from './diagnose-schema.js';
import { type Diagnosis, subjects } from './diagnosis.js';

/**
 * Examines an endpoint without changing anything: lists, asks for the schema, and sends documents that cannot run. Begins
 * to download the manifest of a Bolt schedule if the slug of one is given.
 */
export async function* diagnose(
  paradime: Paradime,
  endpoint: string,
  signal: AbortSignal,
  slug: string | undefined,
): AsyncGenerator<Diagnosis, void, undefined> {
  const unreached = new Set(subjects);
  if (slug === undefined) unreached.delete('bolt');
  for await (const diagnosis of examine(paradime, endpoint, signal, slug)) {
    unreached.delete(diagnosis.subject);
    yield diagnosis;
  }
  for (const subject of unreached) {
    yield { subject, status: 'unknown', message: 'not checked, because of the problem above' };
  }
}

/** Yields diagnoses subject by subject, and returns early if a problem hides the rest. */
async function* examine(
  paradime: Paradime,
  endpoint: string,
  signal: AbortSignal,
  slug: string | undefined,
): AsyncGenerator<Diagnosis, void, undefined> {
  yield diagnoseEndpoint(endpoint);
  const error = await errorOf(() => paradime.customIntegrations.list({ signal }));
  yield* diagnoseList(error);
  // Bolt needs another capability, so it is examined even if this one is missing.
  if (error instanceof PermissionError && slug !== undefined) yield await diagnoseBolt(paradime, slug, signal);
  if (error !== undefined && !(error instanceof SchemaMismatchError || error instanceof GraphQLResponseError)) return;
  yield diagnoseLogos(await errorOf(() => paradime.customIntegrations.list({ includeLogo: true, signal })));
  yield* diagnoseSchema(paradime, signal);
  if (slug !== undefined) yield await diagnoseBolt(paradime, slug, signal);
}

/** The error of a failed attempt. Anything but a `ParadimeError`, an interruption for instance, is thrown. */
async function errorOf(attempt: () => Promise<unknown>): Promise<ParadimeError | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    if (error instanceof ParadimeError) return error;
    throw error;
  }
}

function diagnoseEndpoint(endpoint: string): Diagnosis {
  const subject = 'endpoint';
  const { origin, pathname, protocol } = new URL(endpoint);
  if (!/^\/api\/v1\/[^/]+\/graphql$/.test(pathname)) {
    return {
      subject,
      status: 'warning',
      message: `${origin} is well-formed, but its path is not of the form /api/v1/<company token>/graphql`,
      advice: "Copy the endpoint from Paradime's API page.",
    };
  }
  const encrypted = protocol === 'https:' ? 'https' : 'http to this machine';
  return {
    subject,
    status: 'ok',
    message: `${origin}, ${encrypted}, and a path of the form /api/v1/<company token>/graphql`,
  };
}

function diagnoseLogos(error: ParadimeError | undefined): Diagnosis {
  const subject = 'logos';
  if (error === undefined)
    return { subject, status: 'ok', message: 'logoBase64 exists, so list({ includeLogo: true }) works' };
  if (!(error instanceof SchemaMismatchError) || !/logoBase64/.test(error.message)) {
    return { subject, status: 'unknown', message: `could not determine whether logoBase64 exists: ${error.message}` };
  }
  return {
    subject,
    status: 'warning',
    message: 'logoBase64 does not exist, so list({ includeLogo: true }) fails; nothing else needs it',
    advice: 'Do not use includeLogo.',
  };
}
