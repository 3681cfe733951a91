import type { CustomIntegrations } from 'paradime-integrations';
import type { Connection } from './connection.js';
import type { Source } from './source.js';

/** Everything that a step of a publication works with. */
export interface WorkContext extends Connection {
  readonly customIntegrations: CustomIntegrations;
  readonly source: Source;
}
