// What a project with @opentelemetry/api writes.

import { Paradime } from 'paradime-integrations';
import { recordTelemetry, type TelemetryOptions } from 'paradime-integrations/opentelemetry';
import { startSandbox } from 'paradime-integrations/sandbox';

const options: TelemetryOptions = {};
const sandbox = await startSandbox();
const listed = await new Paradime({ ...sandbox, onEvent: recordTelemetry(options) }).customIntegrations.list();
await sandbox.close();
console.log('recorded', listed);
