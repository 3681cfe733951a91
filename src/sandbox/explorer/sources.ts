import { checkNodes } from '../../lineage/checks/check-nodes.js';
import { InvalidNodesError } from '../../lineage/issue.js';
import type { Node } from '../../lineage/node.js';
import { toNodesInput } from '../../lineage/to-input.js';
import type { SandboxIntegration, SandboxNode, Store } from '../store.js';
import type { Preview } from './preview.js';
import { toDefinition, toNode } from './to-node.js';

/** An integration to draw: one that was published here, or a preview. */
export interface Source extends Preview {
  readonly uid: string;
  readonly isActive: boolean;
  /** A node as it is sent to Paradime. Undefined if it cannot be sent. */
  readonly wire: (index: number) => unknown;
}

/** The integrations that the page can show. An integration that has not changed is returned as the same object. */
export class Sources {
  readonly #store: Store;
  readonly #published = new WeakMap<
    SandboxIntegration,
    { readonly nodes: readonly SandboxNode[]; readonly source: Source }
  >();
  /** By key, with the nodes that the sandbox showed for each when it was published. */
  readonly #previews = new Map<
    string,
    { readonly source: Source; readonly shown: readonly SandboxNode[] | undefined }
  >();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Shows a preview, and replaces the previous one of this key. Undefined removes that. */
  preview(preview: Preview | undefined, key = ''): void {
    if (preview === undefined) {
      this.#previews.delete(key);
      return;
    }
    const { name } = preview.definition;
    const named = this.#store.integrations().filter((integration) => integration.name === name);
    const uid = preview.isPublished ? (named.find(({ isActive }) => isActive) ?? named[0])?.uid : undefined;
    this.#previews.set(key, {
      source: previewSource(preview, uid ?? previewUid + key),
      shown: uid === undefined ? undefined : this.#store.nodes(uid),
    });
  }

  all(): readonly Source[] {
    const published = this.#store.integrations().map((integration) => this.#sourceOf(integration));
    // Without those that another program has published since.
    const current = [...this.#previews.values()].filter(
      ({ source, shown }) => !shown || this.#store.nodes(source.uid) === shown,
    );
    const previews = current.map(({ source }) => source);
    const names = new Set(previews.map(({ definition }) => definition.name));
    return [...previews, ...published.filter(({ definition }) => !names.has(definition.name))];
  }

  #sourceOf(integration: SandboxIntegration): Source {
    const nodes = this.#store.nodes(integration.uid);
    const known = this.#published.get(integration);
    if (known && (known.nodes === nodes || known.nodes.length + nodes.length === 0)) return known.source;
    const source = publishedSource(integration, nodes);
    this.#published.set(integration, { nodes, source });
    return source;
  }
}

function publishedSource(integration: SandboxIntegration, sent: readonly SandboxNode[]): Source {
  const definition = toDefinition(integration);
  const nodes = sent.map((node) => toNode(node, integration));
  const { uid, isActive } = integration;
  const wire = (index: number): unknown => {
    const { kind: _, ...node } = sent[index] ?? { kind: undefined };
    return node;
  };
  return {
    uid,
    isActive,
    isPublished: true,
    isReadable: true,
    problems: [],
    definition,
    nodes,
    issues: checkNodes(definition, nodes),
    wire,
  };
}

/** With the key, the uid of a preview that is not published, since it has none of its own. */
const previewUid = 'preview';

function previewSource(preview: Preview, uid: string): Source {
  const wire = (index: number): unknown => {
    const node = preview.nodes[index];
    return node && sentForm(node);
  };
  return { ...preview, uid, isActive: true, wire };
}

function sentForm(node: Node): unknown {
  try {
    return Object.values(toNodesInput([node])).flat()[0];
  } catch (error) {
    if (error instanceof InvalidNodesError) return undefined;
    throw error;
  }
}
