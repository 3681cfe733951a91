import { type Exchange, makeResult, type Operation } from 'urql';
import { filter, map, pipe } from 'wonka';
import type { IntegrationsQuery, LineageQuery, NodeDetailQuery } from '../../../src/generated/sandbox.js';
import { type ExportedData, exportedDataId } from '../../../src/sandbox/explorer/exported-data.js';

/** The data that the page was exported with. Undefined in a page that a sandbox serves. */
export function readEmbedded(): ExportedData | undefined {
  const element = document.getElementById(exportedDataId);
  return element?.textContent ? JSON.parse(element.textContent) : undefined;
}

/** Answers the page's queries from the data that it was exported with. */
export function embeddedExchange(data: ExportedData): Exchange {
  return () => (operations) =>
    pipe(
      operations,
      filter(({ kind }) => kind === 'query'),
      map((operation) => makeResult(operation, { data: answer(operation, data), hasNext: false })),
    );
}

function answer({ query, variables }: Operation, data: ExportedData): Answers {
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
      throw new Error(`This exported page holds no data for the query ${name}.`);
  }
}

type Answers = IntegrationsQuery | LineageQuery | NodeDetailQuery;
