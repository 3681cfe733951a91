// A worker that comes to the end of reading a part only when it is told to (SIGUSR2), so that it can be killed, or
// outlive its job, before it sends anything.

import { once } from 'node:events';
import { Paradime } from 'paradime-integrations';
import { readSettings } from '../../examples/bullmq/settings.js';
import { openFolder } from '../../examples/bullmq/source.js';
import { work } from '../../examples/bullmq/work.js';

const [folder = ''] = process.argv.slice(2);
const { customIntegrations } = Paradime.fromEnv();
const source = await openFolder(folder);
const [first] = source.parts;
const holding: typeof source = {
  ...source,
  async read(part) {
    if (part !== first) {
      console.log(`holding ${part}`);
      await once(process, 'SIGUSR2');
    } // The first opens the snapshot.
    return source.read(part);
  },
};
await work(readSettings(process.env), { customIntegrations, source: holding }, console.log);
