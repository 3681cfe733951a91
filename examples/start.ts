// `npm start`: publishes an integration to a sandbox and prints the nodes that the sandbox then shows.
//
//   npm start                              publishes the example in retail-superset.ts
//   npm start -- <folder>                  publishes a folder in the layout of the official client
//   npm start -- <folder> --ignore <code>  publishes the folder, skipping a check
//   npm start -- --open                    keeps the sandbox running and opens a page that draws the lineage

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import open from 'open';
import {
  type Definition,
  type IssueCode,
  type NodeSource,
  Paradime,
  ParadimeError,
  type PublishReport,
} from 'paradime-integrations';
import { readIntegration } from 'paradime-integrations/files';
import { type SandboxNode, startSandbox } from 'paradime-integrations/sandbox';
import * as example from './retail-superset.js';

interface Input {
  readonly definition: Definition;
  readonly nodes: NodeSource;
}

async function readInput(folder: string | undefined): Promise<Input> {
  if (folder === undefined) return { definition: example.superset, nodes: example.nodes };
  const { warnings, ...input } = await readIntegration(folder);
  for (const warning of warnings) console.warn(`warning: ${warning}\n`);
  return input;
}

function describeReport(name: string, report: PublishReport): string {
  const { integration, nodes, requests, bytes, durationMs } = report;
  const total = Object.values(nodes).reduce((sum, count) => sum + count);
  const kinds = Object.entries(nodes).map(([kind, count]) => `${count} ${kind}${count === 1 ? '' : 's'}`);
  return [
    `Published ${name}: the integration was ${integration.outcome}, with ${total} nodes (${kinds.join(', ')})`,
    `in ${requests} request${requests === 1 ? '' : 's'}, ${(bytes / 1000).toFixed(1)} kB, ${Math.round(durationMs)} ms.`,
  ].join('\n');
}

const kindOrder = ['datasource', 'chart', 'dashboard'];

/** Returns a line for each node: its type, its name and what it reads from. */
function describeNodes(unsorted: readonly SandboxNode[]): string {
  const nodes = unsorted.toSorted((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind));
  const width = Math.max(...nodes.map(({ nodeType, name }) => nodeType.length + name.length)) + 1;
  return nodes
    .map(({ nodeType, name, lineage }) => {
      const { referencesToSqlTables, referencesToNativeIntegrations, referencesToCustomIntegrations } =
        lineage.upstreamReferences;
      const sources = [
        ...referencesToSqlTables.map(({ database, schema, table }) =>
          [database, schema, table].filter(Boolean).join('.'),
        ),
        ...referencesToNativeIntegrations.map(({ nodeType, nodeName, nodeId }) => `${nodeType} ${nodeName || nodeId}`),
        ...referencesToCustomIntegrations.map(({ nodeName, nodeStableId }) => nodeName || nodeStableId),
      ];
      return `  ${`${nodeType} ${name}`.padEnd(width)}  ${sources.length > 0 ? `<- ${sources.join(', ')}` : ''}`.trimEnd();
    })
    .join('\n');
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { ignore: { type: 'string', multiple: true, default: [] }, open: { type: 'boolean', default: false } },
  });
  const { definition, nodes } = await readInput(positionals[0]);
  await using sandbox = await startSandbox();
  const paradime = new Paradime(sandbox);
  const report = await paradime.publish(definition, nodes, { checks: { ignore: values.ignore as IssueCode[] } });
  const shown = sandbox.nodes(report.integration.uid);
  console.log(describeReport(definition.name, report));
  console.log(`\nThe sandbox at ${new URL(sandbox.endpoint).origin} now shows\n${describeNodes(shown)}`);
  if (values.open) await keepOpen(sandbox.url);
  else console.log(`\nSee it drawn:  npm start -- ${[...process.argv.slice(2), '--open'].join(' ')}`);
}

/** Opens the page that draws the lineage, and waits for Ctrl-C. */
async function keepOpen(url: string): Promise<void> {
  if (!existsSync('dist/explorer/index.html')) {
    console.log('\nBuilding the page (first run only) ...');
    execFileSync('npm', ['run', '--silent', 'build:explorer'], { stdio: 'inherit' });
  }
  console.log(`\nIt is drawn at ${url}\nPress Ctrl-C to stop.`);
  const browser = await open(url);
  browser.once('error', () => console.error('Could not open a browser. Open the address above yourself.'));
  await once(process, 'SIGINT');
}

try {
  await main();
} catch (error) {
  if (!(error instanceof ParadimeError)) throw error;
  console.error(`${error.name}: ${error.message}`);
  process.exitCode = 1;
}
