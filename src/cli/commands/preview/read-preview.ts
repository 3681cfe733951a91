import type { FileIntegration } from '../../../files/read-integration.js';
import type { Node } from '../../../lineage/node.js';
import type { Preview } from '../../../sandbox/explorer/preview.js';
import { countFindings, type Finding } from '../../findings/finding.js';
import { readInput } from '../../findings/read-input.js';
import type { CheckFlags } from '../../options/check-options.js';

export interface PreviewOptions extends CheckFlags {
  readonly nodes?: string;
  readonly port: number;
  readonly open: boolean;
  readonly html?: string;
  readonly mermaid?: boolean;
  readonly dot?: boolean;
}

/** What the files at a path have to show, and all that there is to tell about them. */
export interface PreviewInput {
  /** Not published yet; undefined when the files cannot be read. */
  readonly preview: Preview | undefined;
  readonly findings: readonly Finding[];
  /** Whether nothing keeps it from being published. */
  readonly isPublishable: boolean;
}

export async function readPreview(path: string, options: PreviewOptions): Promise<PreviewInput> {
  const { integration, issues, findings } = await readInput(path, options.nodes, options);
  const { errors } = countFindings(findings);
  const preview = integration && {
    definition: integration.definition,
    nodes: await collect(integration),
    issues,
    problems: [],
    isPublished: false,
  };
  return { preview, findings, isPublishable: integration !== undefined && errors === 0 };
}

/** All nodes at once: a picture needs them all. */
async function collect({ nodes }: FileIntegration): Promise<readonly Node[]> {
  if (typeof nodes !== 'function') return nodes;
  const all: Node[] = [];
  for await (const node of nodes()) all.push(node);
  return all;
}
