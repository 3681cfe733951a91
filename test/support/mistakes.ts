// The mistakes of docs/errors.md. `npm run docs:errors` writes the page, and errors-docs.test.ts checks it.

import { defineIntegration, InvalidNodesError, Paradime } from 'paradime-integrations';
import { startSandbox } from 'paradime-integrations/sandbox';
import { localSdl, startDriftedServer } from './drifted-server.js';
import { withFiles } from './files.js';
import { metabase, questions } from './metabase.js';
import { run, variablesOf } from './program.js';

/** The page that shows what one reads after these mistakes. */
export const page = new URL('../../docs/errors.md', import.meta.url);
const credentials = { apiKey: '4f1c9a', apiSecret: '7be02d' };
const retry = { maxAttempts: 4, initialDelayMs: 1, maxDelayMs: 1 };

export interface Mistake {
  readonly title: string;
  /** What was written: in `language`, TypeScript by default, or for the command line. */
  readonly code: string;
  readonly language?: 'ts' | 'js';
  /** What one then reads. */
  readonly read: () => Promise<string>;
}

/** What an error says that nobody catches. */
async function thrownBy(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error) return `${error.name}: ${error.message}`;
  }
  throw new Error('No error was thrown.');
}

/** What the program prints, with the line before that ran it. */
async function printedBy(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd?: string,
): Promise<string> {
  const { stdout, stderr, code } = await run(args, { env, cwd });
  return `${stderr}${stdout}(exit code ${code})`;
}

export const mistakes: readonly Mistake[] = [
  {
    title: 'Variables that are not set',
    code: 'const paradime = Paradime.fromEnv();',
    read: () => thrownBy(() => Paradime.fromEnv({ PARADIME_API_KEY: 'key' })),
  },
  {
    title: 'An endpoint without https',
    code: "new Paradime({ endpoint: 'http://api.paradime.io/api/v1/company/graphql', credentials });",
    read: () =>
      thrownBy(() => new Paradime({ endpoint: 'http://api.paradime.io/api/v1/company/graphql', credentials })),
  },
  {
    title: 'A wrong key',
    code: 'await paradime.customIntegrations.list();',
    read: async () => {
      await using sandbox = await startSandbox();
      const paradime = new Paradime({ endpoint: sandbox.endpoint, credentials });
      return await thrownBy(() => paradime.customIntegrations.list());
    },
  },
  {
    title: 'A key without the capability',
    code: 'await paradime.customIntegrations.list();',
    read: async () => {
      await using sandbox = await startSandbox({ credentials: { ...credentials, capabilities: [] } });
      return await thrownBy(() => new Paradime(sandbox).customIntegrations.list());
    },
  },
  {
    title: 'Offline',
    code: 'await paradime.publish(metabase, nodes);',
    read: async () => {
      const sandbox = await startSandbox();
      await sandbox.close();
      const paradime = new Paradime({ endpoint: sandbox.endpoint, credentials, retry });
      return await thrownBy(() => paradime.publish(metabase, questions(1)));
    },
  },
  {
    title: 'A node type that is not declared, past the compiler',
    language: 'js',
    code: "metabase.node('Qestion', { name: 'Revenue' });",
    read: () => thrownBy(() => Reflect.apply(metabase.node, metabase, ['Qestion', { name: 'Revenue' }])),
  },
  {
    title: 'Two nodes that share an identity',
    code: 'await paradime.publish(metabase, [question, dashboard]); // both are called Sales',
    read: async () => {
      await using sandbox = await startSandbox();
      const nodes = [metabase.node('Question', { name: 'Sales' }), metabase.node('Dashboard', { name: 'Sales' })];
      return await thrownBy(() => new Paradime(sandbox).publish(metabase, nodes));
    },
  },
  {
    title: 'Milliseconds for seconds',
    code: "metabase.node('Question', { name: 'Revenue', createdAt: 1735689600000 });",
    read: () => thrownBy(() => metabase.node('Question', { name: 'Revenue', createdAt: 1_735_689_600_000 })),
  },
  {
    title: 'Rows that make no valid node',
    code: `const { issues } = metabase.collect(rows, ({ name, created }) =>
  metabase.node('Question', { name, createdAt: created }),
);
if (issues.length > 0) throw new InvalidNodesError(issues);`,
    read: () =>
      thrownBy(() => {
        const rows = [
          { name: 'Revenue', created: '2024-05-01' },
          { name: '', created: null },
        ];
        const { issues } = metabase.collect(rows, ({ name, created }) =>
          metabase.node('Question', { name, createdAt: created }),
        );
        throw new InvalidNodesError(issues);
      }),
  },
  {
    title: 'Nothing to publish',
    code: 'await paradime.publish(metabase, []);',
    read: async () => {
      await using sandbox = await startSandbox();
      return await thrownBy(() => new Paradime(sandbox).publish(metabase, []));
    },
  },
  {
    title: 'An integration that was defined twice',
    code: 'await paradime.publish(metabase, nodesOfAnotherDefinition);',
    read: async () => {
      await using sandbox = await startSandbox();
      const other = defineIntegration({ name: 'Superset', nodeTypes: { Question: { kind: 'chart' } } });
      return await thrownBy(() =>
        new Paradime(sandbox).publish(metabase, [other.node('Question', { name: 'Revenue' })]),
      );
    },
  },
  {
    title: 'A schema that has drifted',
    code: 'await paradime.customIntegrations.list();',
    read: async () => {
      await using server = await startDriftedServer(localSdl.replace('  isActive: Boolean', '  active: Boolean'));
      const paradime = new Paradime({ endpoint: server.endpoint, credentials });
      return await thrownBy(() => paradime.customIntegrations.list());
    },
  },
  {
    title: 'A typo in a file',
    code: '$ npx paradime-integrations check integration.yaml',
    read: () =>
      withFiles(
        {
          'integration.yaml': `name: Metabase
nodeTypes:
  Question: { kind: chart, colour: TEAL }
nodes:
  - { nodeType: Qestion, name: Revenue }
`,
        },
        (folder) => printedBy(['check', 'integration.yaml'], {}, folder),
      ),
  },
  {
    title: 'A wrong key, on the command line',
    code: '$ npx paradime-integrations list',
    read: async () => {
      await using sandbox = await startSandbox();
      return await printedBy(['list'], { ...variablesOf(sandbox), PARADIME_API_SECRET: 'wrong' });
    },
  },
  {
    title: 'A schema that has drifted, on the command line',
    code: '$ npx paradime-integrations schema diff',
    read: async () => {
      await using server = await startDriftedServer(localSdl.replace('  isActive: Boolean', '  active: Boolean'));
      return await printedBy(['schema', 'diff'], { ...variablesOf({ endpoint: server.endpoint, credentials }) });
    },
  },
];

/** The page's own part on a mistake. */
export function describeMistake({ title, code, language = 'ts' }: Mistake, text: string): string {
  const plain = text.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:4010').trimEnd();
  return `\n### ${title}\n\n\`\`\`${code.startsWith('$') ? 'sh' : language}\n${code.replace(/^\$ /, '')}\n\`\`\`\n\n\`\`\`text\n${plain}\n\`\`\`\n`;
}
