// Only defines an integration and prints it.

import { defineIntegration } from 'paradime-integrations';

const airflow = defineIntegration({ name: 'Airflow', nodeTypes: { Task: { kind: 'chart' } } });
console.log(JSON.stringify(airflow.node('Task', { name: 'load' })));
