import { useEffect, useRef } from 'react';
import { type AnyVariables, type CombinedError, type UseQueryArgs, useQuery } from 'urql';
import {
  IntegrationsDocument,
  type IntegrationsQuery,
  LineageDocument,
  NodeDetailDocument,
  type NodeDetailQuery,
} from '../../../src/generated/sandbox.js';
import type { Lineage } from '../model/graph.js';
import type { Live } from './use-revision.js';

/** All integrations, and the requests that the sandbox received. */
export function useIntegrations(live: Live, isLive: boolean): Answer<IntegrationsQuery> {
  return useFollowed(
    { query: IntegrationsDocument, variables: {}, pause: isLive && live.revision === undefined },
    live.revision,
  );
}

/** The lineage of an integration. Returns the same object for as long as the lineage is unchanged. */
export function useLineage(uid: string | undefined, live: Live): Answer<Lineage | null> {
  const { data, error } = useFollowed(
    { query: LineageDocument, variables: { uid: uid ?? '' }, pause: uid === undefined },
    live.revision,
  );
  const integration = data?.integration;
  const held = useRef<{ readonly json: string; readonly lineage: Lineage | null }>(undefined);
  if (integration === undefined) return { data: undefined, error };
  if (held.current?.lineage !== integration) {
    const json = JSON.stringify(integration);
    if (held.current?.json !== json) held.current = { json, lineage: integration };
  }
  return { data: held.current?.lineage, error };
}

/** A node with all its details. */
export function useNodeDetail(uid: string, id: string | undefined, live: Live): Answer<NodeDetail | null> {
  const { data, error } = useFollowed(
    { query: NodeDetailDocument, variables: { uid, id: id ?? '' }, pause: id === undefined },
    live.revision,
  );
  return { data: data && (data.integration?.node ?? null), error };
}

/** Sends a query, and repeats it with each revision. The last answer remains until the same query has a new one. */
function useFollowed<Data, Variables extends AnyVariables>(
  query: UseQueryArgs<Variables, Data>,
  revision: number | undefined,
): Answer<Data> {
  const [{ data, error, operation }, ask] = useQuery<Data, Variables>(query);
  const asked = useRef(revision);
  const { pause = false, variables } = query;
  useEffect(() => {
    if (pause || asked.current === revision) return;
    if (asked.current !== undefined) ask({ requestPolicy: 'network-only' });
    asked.current = revision;
  }, [ask, pause, revision]);
  const isSame = JSON.stringify(operation?.variables) === JSON.stringify(variables);
  return isSame ? { data, error } : { data: undefined, error: undefined };
}

/** The answer to a query. Both are undefined until it arrives. */
export interface Answer<Data> {
  readonly data: Data | undefined;
  readonly error: CombinedError | undefined;
}

export type IntegrationSummary = IntegrationsQuery['integrations'][number];
export type SeenRequest = IntegrationsQuery['requests'][number];
export type NodeDetail = NonNullable<NonNullable<NodeDetailQuery['integration']>['node']>;
