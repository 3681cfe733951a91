// `npm run bench`: measures, prints the results and writes them to bench/RESULTS.md. The contestants take turns within a run.
// Ratios are taken within a run, and their median over several runs is reported. `npm run bench -- --quick` skips whatever
// takes minutes and writes nothing. `npm run bench -- files main` measures only these sections.

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

/** Runs `work` with the endpoint of a server that runs in its own process. */
async function withServer(latencyMs, work) {
  const server = spawn('node', ['server.mjs', String(latencyMs)], { cwd: here, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const endpoint = await new Promise((resolve) => server.stdout.once('data', (line) => resolve(String(line).trim())));
    return work(endpoint);
  } finally {
    server.kill();
  }
}

/** The measurements of each contestant, round by round. */
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
  return table(['nodes', 'this library, including its checks', 'by hand', 'ratio, median of 7'], rows);
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
  const kinds = { right: 'all lead to a node', dangling: 'none leads to a node', cyclic: 'they form cycles' };
  const rows = Object.entries(kinds).map(([name, what]) => {
    const { library, parse } = JSON.parse(node('checks.mjs', name));
    return [what, `${Math.round(library)} ms`, (library / parse).toFixed(1)];
  });
  for (const row of rows) console.log(row.join(' | '));
  return table(
    ['300,000 references', '`checkNodes` of 100,000 nodes', 'times the duration of `JSON.parse` for them'],
    rows,
  );
}

function measureManifests() {
  const rows = (isQuick ? [5_000] : [5_000, 50_000]).map((models) => {
    const { megabytes, runs } = JSON.parse(node('manifest.mjs', String(models)));
    const of = (pick) => median(runs.map(pick));
    return [
      models.toLocaleString('en'),
      `${Math.round(megabytes)} MB`,
      `${of(({ library }) => library.cpuMs / 1000).toFixed(1)} s, ${Math.round(of(({ library }) => library.peakMb))} MB`,
      `${of(({ parse }) => parse.cpuMs / 1000).toFixed(1)} s, ${Math.round(of(({ parse }) => parse.peakMb))} MB`,
      of(({ library, parse }) => library.cpuMs / parse.cpuMs).toFixed(2),
    ];
  });
  for (const row of rows) console.log(row.join(' | '));
  const header = [
    'models',
    'manifest.json',
    '`readDbtProject`: CPU, peak',
    '`JSON.parse` alone',
    'ratio of CPU, median of 3',
  ];
  return table(header, rows);
}

function measureTypes() {
  const rows = (isQuick ? [5000] : [5000, 50_000]).map((count) => {
    const { write, bytes, open, named, eachObject } = JSON.parse(node('types.mjs', String(count), '5'));
    const written = `${write.toFixed(1)} s, ${(bytes / 1e6).toFixed(1)} MB`;
    const seconds = [open, named].map((duration) => `${duration.toFixed(2)} s`);
    return [count.toLocaleString('en'), written, ...seconds, `${(eachObject * 1000).toFixed(0)} ms`];
  });
  for (const row of rows) console.log(row.join(' | '));
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/typescript/package.json'), 'utf8'));
  const what = `TypeScript ${version} compiles a program with 200 calls \`dbt('...')\`; the median of 5.`;
  const header = ['tables', 'the program writes types', 'compiled without', 'compiled with them'];
  return `${what}\n\n${table([...header, 'more for each `dbt({ model })`'], rows)}`;
}

function measureExplorer() {
  const { results, exportedBytes } = JSON.parse(
    execFileSync('npx', ['tsx', 'explorer.ts'], { cwd: here, encoding: 'utf8' }),
  );
  const of = (pick) => median(results.map(pick));
  const frames = (name) => {
    const at = (part) =>
      of((result) => result[name].toSorted((a, b) => a - b)[Math.floor((result[name].length - 1) * part)]);
    return [0.5, 0.95, 1].map((part) => `${at(part).toFixed(0)} ms`);
  };
  const rows = [
    ['no movement', '', ...frames('still')],
    ['a pan over all of it', '0', ...frames('far')],
    ['a pan near the nodes', `${of(({ mounted }) => mounted)}`, ...frames('near')],
  ];
  for (const row of rows) console.log(row.join(' | '));
  const [smallest, ...larger] = Object.keys(results[0].pictures);
  const first = [smallest, ...larger].map((count) => [
    Number(count).toLocaleString('en'),
    `${of(({ pictures }) => pictures[count]).toFixed(0)} ms`,
    of(({ pictures }) => pictures[count] / pictures[smallest]).toFixed(2),
  ]);
  for (const row of first) console.log(row.join(' | '));
  // Small lineage must not be slower because it is drawn with more care.
  const ratio = of(({ pictures }) => pictures[120] / pictures[smallest]);
  if (ratio > 1.5) {
    console.error(
      `The first picture of 120 nodes took ${ratio.toFixed(2)} times as long as that of ${smallest} (at most 1.5).`,
    );
    process.exitCode = 1;
  }
  return [
    `In headless Chromium without a GPU; the median of ${results.length} runs.`,
    table(['nodes', 'from requesting the page to the first picture', `compared with ${smallest} nodes`], first),
    '5,000 nodes and 15,000 edges:',
    table(['time per frame during', 'nodes mounted', 'median', '95 %', 'longest'], rows),
    `An exported page of 5,000 nodes, with a description, two references and six described fields each: ${(exportedBytes / 1e6).toFixed(1)} MB.`,
  ].join('\n\n');
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
  return `${Math.round(median(differences))} ms more than an empty module, median of 15`;
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
  'Manifests of dbt': measureManifests,
  'Types of a dbt project': measureTypes,
  'The explorer': measureExplorer,
  'Main entry, with its dependencies': async () => `Import: ${measureImport()}.\nSize: ${await measureSize()}.`,
};

const intro = `# Benchmark

\`npm run bench\` writes this file. Each section states its date, the versions and the machine.

Each contestant runs in its own process and takes turns with the others. The server runs in its own process too and answers
without looking at the nodes. \`by hand\` maps, serialises and sends the same nodes with \`fetch\`, without urql, checks or
retries. \`${official}\` sends 10 nodes in each request, over a new connection each time. A ratio in brackets
shows how many times faster a contestant is than \`${official}\`. It is the median of the ratios of all runs.
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
