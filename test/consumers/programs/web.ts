// The main entry needs the DOM library or @types/node, nothing else: this is type-checked with the former alone.

import { dbt, defineIntegration, Paradime } from 'paradime-integrations';

const definition = defineIntegration({ name: 'Airflow', nodeTypes: { Task: { kind: 'chart' } } });
const paradime = new Paradime({
  endpoint: new URL('https://a.example'),
  credentials: { token: 't' },
  fetch: globalThis.fetch,
});
export const report = paradime.publish(
  definition,
  [definition.node('Task', { name: 'load', upstream: [dbt('orders')] })],
  {
    signal: new AbortController().signal,
  },
);
