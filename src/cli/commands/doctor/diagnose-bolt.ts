import { ArtifactNotFoundError } from '../../../bolt/artifact-not-found-error.js';
import { ParadimeError } from '../../../errors.js';
import type { Paradime } from '../../../paradime.js';
import {
  HttpError,
  NetworkError,
  PermissionError,
  SchemaMismatchError,
  TimeoutError,
} from '../../../transport/errors.js';
import type { Diagnosis } from './diagnosis.js';

/** Finds the dbt manifest of a Bolt schedule, and begins to download it. */
export async function diagnoseBolt(paradime: Paradime, slug: string, signal: AbortSignal): Promise<Diagnosis> {
  let isFound = false;
  try {
    const artifact = await paradime.bolt.latestArtifact(slug, { signal });
    isFound = true;
    const start = await readStart(await artifact.open());
    const where = `${artifact.path} of run ${artifact.runId} of ${slug}`;
    if (start.startsWith('{')) return { subject: 'bolt', status: 'ok', message: `${where} can be downloaded` };
    return {
      subject: 'bolt',
      status: 'problem',
      message: `what is downloaded as ${where} is not JSON`,
      advice: 'Check whether a proxy answers in place of the store from which Paradime serves its files.',
    };
  } catch (error) {
    if (!(error instanceof ParadimeError)) throw error;
    return { subject: 'bolt', status: 'problem', message: error.message, advice: adviceFor(error, isFound) };
  }
}

/** The first characters of a body, of which no more is read. */
async function readStart({ body }: Response): Promise<string> {
  if (body === null) return '';
  const reader = body.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder()
    .decode(value?.subarray(0, 100))
    .replace(/^\uFEFF/, '')
    .trimStart();
}

function adviceFor(error: ParadimeError, isFound: boolean): string {
  if (error instanceof PermissionError) {
    return 'Give the API key the capability for reading Bolt: in Paradime\'s documentation, the one that fits is called "Bolt schedules metadata viewer".';
  }
  if (error instanceof ArtifactNotFoundError) {
    return 'Copy the slug of the schedule from Paradime. One of its newest runs must have a dbt command that succeeded.';
  }
  if (error instanceof SchemaMismatchError) {
    return 'See the schema above. Until Bolt can be read, give --dbt the path of a manifest.';
  }
  if (isFound && (error instanceof NetworkError || error instanceof TimeoutError || error instanceof HttpError)) {
    return 'Paradime serves its files from another host than its API. Check that this machine may reach it, and HTTPS_PROXY.';
  }
  return 'Run the doctor again with --verbose to see each request.';
}
