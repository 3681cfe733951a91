// A worker process. Start any number of them, on any number of machines: npx tsx examples/bullmq/worker.ts <folder>

import { Paradime } from 'paradime-integrations';
import { readSettings } from './settings.js';
import { openFolder } from './source.js';
import { work } from './work.js';

const [folder = ''] = process.argv.slice(2);
const { customIntegrations } = Paradime.fromEnv();
const source = await openFolder(folder);
await work(readSettings(process.env), { customIntegrations, source }, (line) => {
  console.log(`worker ${process.pid}: ${line}`);
});
