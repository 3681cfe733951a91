import type { DbtProject } from '../../../dbt/dbt-project.js';
import type { FileIntegration } from '../../../files/read-integration.js';
import type { Node } from '../../../lineage/node.js';
import type { Preview } from '../../../sandbox/explorer/preview.js';
import { asSent } from '../../findings/as-sent.js';
import type { Finding } from '../../findings/finding.js';
import { type Input, isPublishable, readInputs } from '../../findings/read-input.js';
import type { CheckFlags } from '../../options/check-options.js';
import type { ClientOptions } from '../../options/client-options.js';
import { createClientLater } from '../../options/create-client-later.js';
import type { DbtFlags } from '../../options/dbt-options.js';
import type { Terminal } from '../../terminal/terminal.js';
import { previewIssues } from './preview-issues.js';

/** Reads and checks the integrations that paths stand for. `oneOnly` is as in `readInputs`. */
export async function readPreviews(
  paths: readonly string[],
  options: PreviewOptions,
  terminal: Terminal,
  oneOnly: readonly string[] = [],
): Promise<readonly PreviewInput[]> {
  const { inputs } = await readInputs(paths, options, terminal.err, {
    client: createClientLater(options, terminal),
    oneOnly,
  });
  return await Promise.all(inputs.map((input) => toPreview(input, options)));
}

async function toPreview(input: Input, options: PreviewOptions): Promise<PreviewInput> {
  const { path, integration, issues, findings, files = [] } = input;
  const preview = integration && {
    definition: integration.definition,
    nodes: await collect(asSent(integration, options)),
    issues: previewIssues(findings, issues),
    problems: [],
    isReadable: true,
    isPublished: false,
  };
  return { path, files, preview, dbt: integration?.dbt, findings, isPublishable: isPublishable(input) };
}

export interface PreviewOptions extends CheckFlags, ClientOptions, DbtFlags {
  readonly nodes?: string;
  readonly port: number;
  readonly open: boolean;
  readonly html?: string;
  readonly mermaid?: boolean;
  readonly dot?: boolean;
}

/** The preview of the files at a path, and everything that was found about them. */
export interface PreviewInput {
  readonly path: string;
  /** The files that were read, or would have been. */
  readonly files: readonly string[];
  /** Not published yet. Undefined if the files cannot be read. */
  readonly preview: Preview | undefined;
  /** The dbt project that knows the tables, if there is one. */
  readonly dbt: DbtProject | undefined;
  readonly findings: readonly Finding[];
  /** Whether the files can be read and have no errors. */
  readonly isPublishable: boolean;
}

/** Reads all nodes into memory: a picture needs them all. */
async function collect({ nodes }: FileIntegration): Promise<readonly Node[]> {
  if (typeof nodes !== 'function') return nodes;
  const all: Node[] = [];
  for await (const node of nodes()) all.push(node);
  return all;
}
