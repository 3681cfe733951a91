import type { FileIntegration } from '../../../files/read-integration.js';
import type { Node } from '../../../lineage/node.js';
import type { Preview } from '../../../sandbox/explorer/preview.js';
import { countFindings, type Finding } from '../../findings/finding.js';
import { readInput } from '../../findings/read-input.js';
import type { CheckFlags } from '../../options/check-options.js';
import { previewIssues } from './preview-issues.js';

/** Reads and checks the files at a path. */
export async function readPreview(path: string, options: PreviewOptions): Promise<PreviewInput> {
  const { integration, issues, findings } = await readInput(path, options.nodes, options);
  const { errors } = countFindings(findings);
  const preview = integration && {
    definition: integration.definition,
    nodes: await collect(integration),
    issues: previewIssues(findings, issues),
    problems: [],
    isReadable: true,
    isPublished: false,
  };
  return { preview, findings, isPublishable: integration !== undefined && errors === 0 };
}

export interface PreviewOptions extends CheckFlags {
  readonly nodes?: string;
  readonly port: number;
  readonly open: boolean;
  readonly html?: string;
  readonly mermaid?: boolean;
  readonly dot?: boolean;
}

/** The preview of the files at a path, and everything that was found about them. */
export interface PreviewInput {
  /** Not published yet. Undefined if the files cannot be read. */
  readonly preview: Preview | undefined;
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
