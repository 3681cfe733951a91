import type { FileIntegration } from '../../../files/read-integration.js';
import type { Paradime } from '../../../paradime.js';
import type { PublishOptions } from '../../../publish/options.js';
import type { PublishReport } from '../../../publish/publish.js';
import type { Redact } from '../../../transport/redact.js';
import { schemasOf } from '../../findings/project-notes.js';
import { InputError } from '../../terminal/failure.js';
import { StateWriter } from './state-writer.js';

/** Publishes an integration. With a state file, records in it what was published, once it is, without secrets. */
export async function publishWithState(
  paradime: Paradime,
  { definition, nodes, dbt }: FileIntegration,
  stateFile: string | undefined,
  options: PublishOptions,
  redact: Redact,
): Promise<PublishReport> {
  if (stateFile === undefined) return await paradime.publish(definition, nodes, options);
  const writer = new StateWriter(stateFile, definition.name, redact);
  try {
    const record = () => writer.record(typeof nodes === 'function' ? nodes() : nodes);
    const report = await paradime.publish(definition, record, options);
    await writer.finish(redact(report.integration.uid), definition, dbt && schemasOf(dbt)).catch((error: unknown) => {
      throw error instanceof InputError
        ? new InputError(`Everything was published, but not recorded. ${error.message}`, { cause: error })
        : error;
    });
    return report;
  } finally {
    await writer.discard();
  }
}
