// Shared by the tests that run the program as a process, against the sandbox.

import { join } from 'node:path';
import { type Sandbox, type SandboxOptions, startSandbox } from 'paradime-integrations/sandbox';
import { type Files, withFiles } from './files.js';
import { type Ended, run, variablesOf } from './program.js';

/** A bundle with two nodes, whose lines and columns the tests know. */
export const yaml = `name: Metabase
logoUrl: https://example.com/metabase.svg
nodeTypes:
  Model: { kind: datasource, icon: database }
  Question: { kind: chart, color: TEAL }
nodes:
  - { nodeType: Model, name: Orders, table: orders, upstream: [{ kind: dbt, table: orders }] }
  - nodeType: Question
    name: Revenue
    upstream: [{ kind: custom, integration: Metabase, nodeType: Model, name: Orders }]
`;

/** A bundle with this many questions, in a separate file of lines. */
export function manyNodes(count: number): Files {
  const lines = Array.from({ length: count }, (_, n) =>
    JSON.stringify({ nodeType: 'Question', name: `Question ${n}` }),
  );
  return {
    'integration.yaml': 'name: Metabase\nnodeTypes:\n  Question: { kind: chart }\n',
    'nodes.jsonl': lines.join('\n'),
  };
}

interface Setting {
  readonly sandbox: Sandbox;
  readonly path: (name?: string) => string;
  readonly run: (...args: string[]) => Promise<Ended>;
}

/** Starts a sandbox, and runs the program against it in a folder of these files. */
export async function withSandbox(
  files: Files,
  use: (setting: Setting) => Promise<void>,
  options: SandboxOptions = {},
): Promise<void> {
  await using sandbox = await startSandbox(options);
  const env = variablesOf(sandbox);
  await withFiles(files, (root) =>
    use({ sandbox, path: (name = '') => join(root, name), run: (...args) => run(args, { env, cwd: root }) }),
  );
}

/** The JSON document that the program printed. */
export const parsed = ({ stdout }: Ended): unknown => JSON.parse(stdout);
