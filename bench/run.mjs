// `npm run bench`: prints what it measures and writes it to bench/RESULTS.md. Each ratio is of one run, with the
// contestants in turn; the median of several. `npm run bench -- --quick` leaves out what takes minutes and writes nothing;
// `npm run bench -- files main` measures these sections alone.

import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureMainEntry } from './main-entry-size.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '..');
const isQuick = process.argv.includes('--quick');
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const official = 'like the official client';
const floor = 'by hand, batches of 500';

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const node = (...args) => execFileSync('node', args, { cwd: here, encoding: 'utf8' });

/** Runs `work` with the endpoint of a server in a process of its own. */
async function withServer(latencyMs, work) {
  const server = spawn('node', ['server.mjs', String(latencyMs)], { cwd: here, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const endpoint = await new Promise((resolve) => server.stdout.once('data', (line) => resolve(String(line).trim())));
    return work(endpoint);
  } finally {
    server.kill();
  }
}

/** What each contestant took in each round. */
function compete(contestants, count, endpoint, rounds) {
  const results = [];
  for (let round = 0; round < rounds; round++) {
    const entries = contestants.map((name) => [name, JSON.parse(node('publish.mjs', name, String(count), endpoint))]);
    results.push(Object.fromEntries(entries));
  }
  return results;
}

async function measureSpeed() {
  const contestants = ['library', 'library, concurrency 4', floor, official];
  const rows = [];
  for (const latencyMs of [0, 50]) {
    for (const count of isQuick ? [1000, 10_000] : [1000, 10_000, 100_000]) {
      const rounds = latencyMs > 0 && count > 10_000 ? 1 : 3;
      const results = await withServer(latencyMs, (endpoint) => compete(contestants, count, endpoint, rounds));
      const cells = contestants.map((name) => {
        const seconds = median(results.map((result) => result[name].wallMs)) / 1000;
        const ratio = median(results.map((result) => result[official].wallMs / result[name].wallMs));
        return name === official ? `${seconds.toFixed(2)} s` : `${seconds.toFixed(2)} s (${ratio.toFixed(1)}x)`;
      });
      rows.push([`${latencyMs} ms`, count.toLocaleString('en'), ...cells, String(rounds)]);
      console.log(rows.at(-1).join(' | '));
    }
  }
  const header = [
    'latency',
    'nodes',
    'this library',
    'with concurrency 4',
    'by hand, batches of 500',
    official,
    'runs',
  ];
  return table(header, rows);
}

async function measureCpu() {
  const name = 'library, batches of 500';
  const rows = await withServer(0, (endpoint) =>
    (isQuick ? [10_000] : [10_000, 50_000]).map((count) => {
      const results = compete([name, floor], count, endpoint, 7);
      const cpu = (contestant) => `${Math.round(median(results.map((result) => result[contestant].cpuMs)))} ms`;
      const ratio = median(results.map((result) => result[name].cpuMs / result[floor].cpuMs));
      return [count.toLocaleString('en'), cpu(name), cpu(floor), ratio.toFixed(2)];
    }),
  );
  for (const row of rows) console.log(row.join(' | '));
  return table(['nodes', 'this library, its checks included', 'by hand', 'ratio, median of 7'], rows);
}

async function measureMemory() {
  const rows = await withServer(0, (endpoint) =>
    (isQuick ? [100_000] : [100_000, 1_000_000]).map((count) => {
      const peaks = [1, 2, 3].map(() => JSON.parse(node('stream.mjs', String(count), endpoint)).peakMb);
      return [count.toLocaleString('en'), `${Math.round(median(peaks))} MB`];
    }),
  );
  for (const row of rows) console.log(row.join(' | '));
  return table(['nodes in the stream', 'peak memory of the process'], rows);
}

async function measureFiles() {
  const rows = await withServer(0, (endpoint) =>
    (isQuick ? [100_000] : [100_000, 1_000_000]).map((count) => {
      const { check, publish } = JSON.parse(node('files.mjs', String(count), endpoint));
      const cell = ({ seconds, peakMb }) => `${seconds.toFixed(1)} s, ${Math.round(peakMb)} MB`;
      return [count.toLocaleString('en'), cell(check), cell(publish)];
    }),
  );
  for (const row of rows) console.log(row.join(' | '));
  return table(['nodes in nodes.jsonl', '`check`', '`publish`'], rows);
}

function measureChecks() {
  const kinds = { right: 'all lead somewhere', dangling: 'none leads anywhere', cyclic: 'they lead in circles' };
  const rows = Object.entries(kinds).map(([name, what]) => {
    const { library, parse } = JSON.parse(node('checks.mjs', name));
    return [what, `${Math.round(library)} ms`, (library / parse).toFixed(1)];
  });
  for (const row of rows) console.log(row.join(' | '));
  return table(['300,000 references', '`checkNodes` of 100,000 nodes', 'times what `JSON.parse` takes for them'], rows);
}

function measureExplorer() {
  const results = JSON.parse(execFileSync('npx', ['tsx', 'explorer.ts'], { cwd: here, encoding: 'utf8' }));
  const of = (pick) => median(results.map(pick));
  const frames = (name) => {
    const at = (part) =>
      of((result) => result[name].toSorted((a, b) => a - b)[Math.floor((result[name].length - 1) * part)]);
    return [0.5, 0.95, 1].map((part) => `${at(part).toFixed(0)} ms`);
  };
  const rows = [
    ['nothing moves', '', ...frames('still')],
    ['a pan over all of it', '0', ...frames('far')],
    ['a pan near the nodes', `${of(({ mounted }) => mounted)}`, ...frames('near')],
  ];
  for (const row of rows) console.log(row.join(' | '));
  const picture = `5,000 nodes and 15,000 edges, in headless Chromium without a GPU; the median of ${results.length} runs.\nFrom the request of the page to the first picture: ${(of(({ pictureMs }) => pictureMs) / 1000).toFixed(1)} s.`;
  console.log(picture);
  return `${picture}\n\n${table(['frames while', 'nodes mounted', 'median', '95 %', 'longest'], rows)}`;
}

function measureImport() {
  const took = (source) => {
    const startedAt = performance.now();
    node('--input-type=module', '--eval', source);
    return performance.now() - startedAt;
  };
  const differences = Array.from({ length: 15 }, () => {
    const empty = took('export {}');
    return took(`import ${JSON.stringify(join(root, 'dist/index.js'))}`) - empty;
  });
  return `${Math.round(median(differences))} ms over an empty module, median of 15`;
}

async function measureSize() {
  const { minified, gzipped } = await measureMainEntry();
  return `${(minified / 1000).toFixed(1)} kB minified, ${(gzipped / 1000).toFixed(1)} kB gzipped`;
}

function table(header, rows) {
  return [header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const machine = `${cpus().length} x ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}`;
const run = `${new Date().toISOString().slice(0, 10)}: paradime-integrations ${version}, Node ${process.version}, ${machine}`;
const measurements = {
  'Time to publish': measureSpeed,
  'CPU time': measureCpu,
  Memory: measureMemory,
  'Files, with the program': measureFiles,
  'Checks of lineage': measureChecks,
  'The explorer': measureExplorer,
  'Main entry, with its dependencies': async () => `Import: ${measureImport()}.\nSize: ${await measureSize()}.`,
};

const intro = `# Benchmark

Written by \`npm run bench\`; each section says when, with what, and on which machine.

Each contestant runs in a process of its own, in turn with the others, against a server in a process of its own that
answers without looking at the nodes. \`by hand\` maps, serialises and sends the same nodes with \`fetch\`, without urql,
checks and retries; \`${official}\` sends 10 nodes a request over a new connection each. A ratio in brackets says how
many times faster than the latter; it is taken within a run, and the median of the runs is shown.
`;

const file = join(here, 'RESULTS.md');
const [, ...former] = readFileSync(file, 'utf8').split(/^## /m);
const sections = new Map(
  former.map((section) => [section.slice(0, section.indexOf('\n')), `## ${section.trimEnd()}\n`]),
);
for (const [title, measure] of Object.entries(measurements)) {
  if (wanted.length > 0 && !wanted.some((word) => title.toLowerCase().includes(word.toLowerCase()))) continue;
  console.log(`\n${title}`);
  const body = await measure();
  if (title.startsWith('Main')) console.log(body);
  sections.set(title, `## ${title}\n\n${body}\n\n${run}\n`);
}
const titles = Object.keys(measurements).filter((title) => sections.has(title));
if (!isQuick) writeFileSync(file, [intro, ...titles.map((title) => sections.get(title))].join('\n'));
