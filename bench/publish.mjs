// Runs one contestant in its own process and prints what it needed. Arguments: contestant, nodes, endpoint.

import * as contestants from './contestants.mjs';
import { makeNode } from './nodes.mjs';

const all = {
  library: contestants.library({}),
  'library, concurrency 4': contestants.library({ concurrency: 4 }),
  'library, batches of 500': contestants.library({ batch: { initial: 500, max: 500 } }),
  'by hand, batches of 500': contestants.byHand(500),
  'like the official client': contestants.likeTheOfficialClient,
};
const [name, count, endpoint] = process.argv.slice(2);
const nodes = Array.from({ length: Number(count) }, (_, index) => makeNode(index));
const publish = all[name];
await publish(endpoint, nodes.slice(0, 20)); // Opens the connection and compiles the code.

const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
await publish(endpoint, nodes);
const wallMs = performance.now() - startedAt;
const { user, system } = process.cpuUsage(cpuBefore);
console.log(JSON.stringify({ wallMs, cpuMs: (user + system) / 1000 }));
process.exit();
