import { type Exchange, makeErrorResult, makeResult, type Operation, type OperationResult } from 'urql';
import { filter, fromPromise, mergeMap, pipe } from 'wonka';
import type { IntegrationsQuery, LineageQuery, NodeDetailQuery } from '../../../src/generated/sandbox.js';
import {
  type ExportedData,
  exportedDataId,
  type PackedData,
  type PackedNodes,
} from '../../../src/sandbox/explorer/exported-data.js';

/** The data that the page was exported with. Undefined in a page that a sandbox serves. */
export function readEmbedded(): PackedData | undefined {
  const element = document.getElementById(exportedDataId);
  return element?.textContent ? JSON.parse(element.textContent) : undefined;
}

/** Answers the page's queries from the data that it was exported with. */
export function embeddedExchange(packed: PackedData): Exchange {
  const lineage = unpack<Omit<ExportedData, 'nodes'>>(packed.lineage);
  const nodes = new Map<string, Promise<PackedNodes>>();
  const nodesOf = (uid: string): Promise<PackedNodes> => {
    const found = nodes.get(uid) ?? unpack<PackedNodes>(packed.nodes[uid]);
    nodes.set(uid, found);
    return found;
  };

  async function answer({ query, variables }: Operation): Promise<Answers> {
    const [definition] = query.definitions;
    const name = definition?.kind === 'OperationDefinition' ? definition.name?.value : undefined;
    const [uid, id] = [`${variables?.['uid']}`, `${variables?.['id']}`];
    switch (name) {
      case 'Integrations':
        return (await lineage).integrations;
      case 'Lineage':
        return (await lineage).lineage[uid] ?? { integration: null };
      case 'NodeDetail':
        return detailOf((await nodesOf(uid))[id]);
      default:
        throw new Error(`This exported page holds no data for the query ${name}.`);
    }
  }

  const resultOf = async (operation: Operation): Promise<OperationResult> => {
    try {
      return makeResult(operation, { data: await answer(operation), hasNext: false });
    } catch (error) {
      return makeErrorResult(operation, error instanceof Error ? error : new Error(`${error}`));
    }
  };
  return () => (operations) =>
    pipe(
      operations,
      filter(({ kind }) => kind === 'query'),
      mergeMap((operation) => fromPromise(resultOf(operation))),
    );
}

function detailOf(node: PackedNodes[string] | undefined): NodeDetailQuery {
  if (node === undefined) return { integration: null };
  return {
    integration: { node: { ...node, wire: node.wire === null ? null : JSON.stringify(node.wire, undefined, 2) } },
  };
}

/** Inflates what was packed into the page. An integration without nodes has nothing to inflate. */
async function unpack<Data extends object>(packed: string | undefined): Promise<Data> {
  const bytes = Uint8Array.from(atob(packed ?? emptyObject), (character) => character.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return JSON.parse(await new Response(inflated).text());
}

/** `{}`, deflated. */
const emptyObject = 'q64FAA==';

type Answers = IntegrationsQuery | LineageQuery | NodeDetailQuery;
