// Names tables of a dbt project. A misspelt one does not compile, because paradime.generated.ts has the names.

import { fileURLToPath } from 'node:url';
import { dbt, defineIntegration } from 'paradime-integrations';
import { readDbtProject } from 'paradime-integrations/dbt';

const project = await readDbtProject(fileURLToPath(new URL('manifest.json', import.meta.url)));
const metabase = defineIntegration({ name: 'Metabase', nodeTypes: { Question: { kind: 'chart' } } });

const revenue = metabase.node('Question', {
  name: 'Revenue',
  upstream: [dbt('marts.refunds'), project.ref('orders'), project.source('crm', 'customers')],
});
console.log(revenue.upstream);
