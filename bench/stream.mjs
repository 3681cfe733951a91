// Streams generated nodes without keeping any, and prints the peak memory. Arguments: nodes, endpoint.

import { Paradime } from 'paradime-integrations';
import { generateNodes } from './nodes.mjs';

const [count, endpoint] = process.argv.slice(2);
const paradime = new Paradime({ endpoint, credentials: { apiKey: 'bench-key', apiSecret: 'bench-secret' } });
const report = await paradime.publishNodes('bench', generateNodes(Number(count)));
const published = Object.values(report.nodes).reduce((sum, nodes) => sum + nodes);
console.log(JSON.stringify({ published, peakMb: process.resourceUsage().maxRSS / 1024 }));
process.exit();
