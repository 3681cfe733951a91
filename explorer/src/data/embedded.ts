import { type Exchange, makeResult, type Operation } from 'urql';
import { filter, map, pipe } from 'wonka';
import type { IntegrationsQuery, LineageQuery, NodeDetailQuery } from '../../../src/generated/sandbox.js';

/** The answers that an exported page holds, by what was asked. */
export interface EmbeddedData {
  readonly integrations: IntegrationsQuery;
  /** By uid of the integration. */
  readonly lineage: Readonly<Record<string, LineageQuery>>;
  /** By uid of the integration, then by id of the node. */
  readonly nodes: Readonly<Record<string, Readonly<Record<string, NodeDetailQuery>>>>;
}

type Answers = IntegrationsQuery | LineageQuery | NodeDetailQuery;

/** The data that the page was exported with; undefined in a page from a sandbox. */
export function readEmbedded(): EmbeddedData | undefined {
  const element = document.getElementById('lineage-data');
  return element?.textContent ? JSON.parse(element.textContent) : undefined;
}

/** Answers the page's own queries from the data it was exported with. */
export function embeddedExchange(data: EmbeddedData): Exchange {
  return () => (operations) =>
    pipe(
      operations,
      filter(({ kind }) => kind === 'query'),
      map((operation) => makeResult(operation, { data: answer(operation, data), hasNext: false })),
    );
}

function answer({ query, variables }: Operation, data: EmbeddedData): Answers {
  const [definition] = query.definitions;
  const name = definition?.kind === 'OperationDefinition' ? definition.name?.value : undefined;
  const [uid, id] = [`${variables?.['uid']}`, `${variables?.['id']}`];
  switch (name) {
    case 'Integrations':
      return data.integrations;
    case 'Lineage':
      return data.lineage[uid] ?? { integration: null };
    case 'NodeDetail':
      return data.nodes[uid]?.[id] ?? { integration: null };
    default:
      throw new Error(`An exported page cannot answer ${name}.`);
  }
}
