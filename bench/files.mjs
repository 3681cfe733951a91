// Writes a bundle with one node on each line, then prints the time and memory that the program needs to check and to publish
// it. Arguments: nodes, endpoint.

import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { generateNodes } from './nodes.mjs';

const [count, endpoint] = process.argv.slice(2);
const program = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-'));

function* lines() {
  for (const node of generateNodes(Number(count))) yield `${JSON.stringify(node)}\n`;
}

/** Runs the program and has it report its peak memory as it exits. */
function run(...args) {
  const tell = 'process.on("exit", () => console.error("\\npeak", process.resourceUsage().maxRSS))';
  const env = { ...process.env, PARADIME_API_ENDPOINT: endpoint, PARADIME_API_KEY: 'k', PARADIME_API_SECRET: 's' };
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(
    'node',
    ['--import', `data:text/javascript,${encodeURIComponent(tell)}`, program, ...args],
    {
      env,
      encoding: 'utf8',
    },
  );
  const [, peakKb] = /\npeak (\d+)\n/.exec(stderr) ?? [];
  if (status !== 0) throw new Error(stderr);
  return { seconds: (performance.now() - startedAt) / 1000, peakMb: Number(peakKb) / 1024 };
}

try {
  const nodeTypes = { Question: { kind: 'chart' }, Board: { kind: 'dashboard' }, Model: { kind: 'datasource' } };
  writeFileSync(join(folder, 'integration.json'), JSON.stringify({ name: 'Bench', nodeTypes }));
  await pipeline(Readable.from(lines()), createWriteStream(join(folder, 'nodes.jsonl')));
  console.log(JSON.stringify({ check: run('check', folder), publish: run('publish', folder) }));
} finally {
  rmSync(folder, { recursive: true });
}
