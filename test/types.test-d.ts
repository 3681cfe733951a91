// What the compiler accepts and refuses.

import {
  type ChartNode,
  type Credentials,
  custom,
  type DatasourceNode,
  type DeclaredNodeTypes,
  dbt,
  defineIntegration,
  type Integration,
  type IntegrationDefinition,
  ListCustomIntegrationsDocument,
  type ListCustomIntegrationsQuery,
  type Node,
  type NodeByKind,
  type NodeColor,
  type NodeInput,
  type NodeKind,
  native,
  Paradime,
  type ReferenceInput,
  UpdateCustomIntegrationDocument,
} from 'paradime-integrations';
import { type OperationName, startSandbox } from 'paradime-integrations/sandbox';
import { expectTypeOf, test } from 'vitest';
import type * as generated from '../src/generated/graphql.js';

const metabase = defineIntegration({
  name: 'Metabase',
  nodeTypes: {
    Model: { kind: 'datasource', icon: 'database', color: 'ORANGE' },
    Question: { kind: 'chart', icon: 'pie-chart' },
    Dashboard: { kind: 'dashboard' },
  },
});

test('node types', () => {
  expectTypeOf(metabase.node('Model', { name: 'Orders' })).toEqualTypeOf<DatasourceNode>();
  expectTypeOf(metabase.node('Question', { name: 'Revenue' })).toEqualTypeOf<ChartNode>();
  // @ts-expect-error a node type that was not declared
  metabase.node('Modle', { name: 'Orders' });
  // @ts-expect-error the same in a reference
  metabase.ref('Modle', 'Orders');
  // @ts-expect-error no name
  metabase.node('Model', {});
});

test('attributes by kind', () => {
  metabase.node('Question', { name: 'a', owner: 'b', tags: ['c'], lastModifiedAt: 1, fields: [{ name: 'd' }] });
  metabase.node('Dashboard', { name: 'a', owner: 'b', tags: ['c'], lastModifiedAt: new Date() });
  metabase.node('Model', { name: 'a', database: 'b', schema: 'c', table: 'd', fields: [{ name: 'e' }] });
  // @ts-expect-error a datasource has no owner
  metabase.node('Model', { name: 'a', owner: 'b' });
  // @ts-expect-error a datasource has no tags
  metabase.node('Model', { name: 'a', tags: [] });
  // @ts-expect-error a datasource has no time of change
  metabase.node('Model', { name: 'a', lastModifiedAt: 1 });
  // @ts-expect-error a dashboard has no fields
  metabase.node('Dashboard', { name: 'a', fields: [] });
  // @ts-expect-error a dashboard has no table
  metabase.node('Dashboard', { name: 'a', table: 'b' });
  // @ts-expect-error a chart has no database
  metabase.node('Question', { name: 'a', database: 'b' });
});

test('attributes may be undefined or null, for rows that lack them', () => {
  const row: { readonly owner?: string | null; readonly at?: Date | null; readonly id: number } = { id: 17 };
  metabase.node('Question', { name: 'a', owner: row.owner, createdAt: row.at, url: undefined, upstream: undefined });
  metabase.node('Question', { name: 'a', id: row.id, fields: [{ name: 'b', description: row.owner }], tags: [null] });
  metabase.node('Model', { name: 'a', id: null, schema: row.owner, upstream: null });
  dbt({ table: 'a', schema: row.owner });
  native('LookerLook', { id: row.id, name: row.owner === 'a' ? null : undefined });
  custom({ integration: 'Airflow', nodeType: 'Task', name: 'a', id: null });
  metabase.ref('Model', { id: row.id });
  // @ts-expect-error but a name may not
  metabase.node('Question', { name: null });
  // @ts-expect-error nor may those of a node, which are plain data
  expectTypeOf(metabase.node('Question', { name: 'a' }).owner).toEqualTypeOf<string | null | undefined>();
});

test('a union of node types takes the attributes that all of them have', () => {
  const either = <Type extends 'Model' | 'Question' | 'Dashboard'>(...types: readonly Type[]): Type => types[0] as Type;
  const any = either('Model', 'Question', 'Dashboard');
  const chartOrDatasource = either('Model', 'Question');
  const chartOrDashboard = either('Question', 'Dashboard');
  expectTypeOf(
    metabase.node(chartOrDatasource, { name: 'a', fields: [{ name: 'b' }], upstream: [dbt('c')] }),
  ).toEqualTypeOf<ChartNode | DatasourceNode>();
  metabase.node(chartOrDashboard, { name: 'a', owner: 'b', tags: ['c'], lastModifiedAt: 1 });
  metabase.node(any, { name: 'a', description: 'b', url: 'c', createdAt: 1, id: 2 });
  // @ts-expect-error a datasource has no owner
  metabase.node(chartOrDatasource, { name: 'a', owner: 'b' });
  // @ts-expect-error a chart has no schema
  metabase.node(chartOrDatasource, { name: 'a', schema: 'b' });
  // @ts-expect-error neither has both
  metabase.node(chartOrDatasource, { name: 'a', owner: 'b', schema: 'c' });
  // @ts-expect-error a dashboard has no fields
  metabase.node(chartOrDashboard, { name: 'a', fields: [] });
  // @ts-expect-error a datasource has no tags
  metabase.node(any, { name: 'a', tags: [] });
  // Here no kind is known before the program runs.
  const open: IntegrationDefinition = metabase;
  open.node('Model', { name: 'a', schema: 'b' });
});

test('the input of several kinds has exactly the attributes that all of them have', () => {
  type Shared<Kind extends NodeKind> = keyof NodeByKind[Kind]['input'];
  expectTypeOf<NodeInput<'chart'>>().toEqualTypeOf<NodeByKind['chart']['input']>();
  expectTypeOf<NodeInput<'dashboard'>>().toEqualTypeOf<NodeByKind['dashboard']['input']>();
  expectTypeOf<NodeInput<'datasource'>>().toEqualTypeOf<NodeByKind['datasource']['input']>();
  expectTypeOf<keyof NodeInput<'chart' | 'dashboard'>>().toEqualTypeOf<Shared<'chart' | 'dashboard'>>();
  expectTypeOf<keyof NodeInput<'chart' | 'datasource'>>().toEqualTypeOf<Shared<'chart' | 'datasource'>>();
  expectTypeOf<keyof NodeInput<'dashboard' | 'datasource'>>().toEqualTypeOf<Shared<'dashboard' | 'datasource'>>();
  expectTypeOf<keyof NodeInput<NodeKind>>().toEqualTypeOf<Shared<NodeKind>>();
});

test('functions for any integration that has a node type', () => {
  type Types = DeclaredNodeTypes & { readonly Question: { readonly kind: 'chart' } };
  const question = <T extends Types>(tool: IntegrationDefinition<T>, name: string) =>
    tool.node('Question', { name, owner: 'a', fields: [], upstream: [dbt('b')] });
  question(metabase, 'a');
  const some = <T extends 'Model' | 'Question'>(type: T, input: Parameters<typeof metabase.node<T>>[1]) =>
    metabase.node(type, input);
  some('Question', { name: 'a', owner: 'b' });
  // @ts-expect-error a datasource has no owner
  some('Model', { name: 'a', owner: 'b' });
});

test('collect', () => {
  const { nodes } = metabase.collect(['a'], (name) => metabase.node('Question', { name }));
  expectTypeOf(nodes).toEqualTypeOf<readonly ChartNode[]>();
  const mixed = metabase.collect([1, 2], (row) => {
    if (row === 1) return undefined;
    return row === 2 ? metabase.node('Model', { name: 'a' }) : [metabase.node('Question', { name: 'b' })];
  });
  expectTypeOf(mixed.nodes).toEqualTypeOf<readonly (ChartNode | DatasourceNode)[]>();
  // @ts-expect-error the name of a node is not a node
  metabase.collect(['a'], (name) => name);
  // @ts-expect-error toNode must not be asynchronous
  metabase.collect(['a'], async (name) => metabase.node('Question', { name }));
});

test('types of node types that stand in a variable', () => {
  const nodeTypes = { Card: { kind: 'chart', color: 'TEAL' } } as const satisfies DeclaredNodeTypes;
  expectTypeOf(defineIntegration({ name: 'a', nodeTypes }).node('Card', { name: 'b' })).toEqualTypeOf<ChartNode>();
  expectTypeOf<NodeColor>().toEqualTypeOf<generated.IntegrationNodeColor>();
  expectTypeOf<Parameters<typeof native>[0]>().toEqualTypeOf<generated.NativeNodeType>();
});

test('colours and icons', () => {
  defineIntegration({ name: 'a', nodeTypes: { T: { kind: 'chart', icon: 'an-icon-of-tomorrow', color: 'LEAF' } } });
  // @ts-expect-error a colour outside the eight
  defineIntegration({ name: 'a', nodeTypes: { T: { kind: 'chart', color: 'BLUE' } } });
  // @ts-expect-error a kind that there is not
  defineIntegration({ name: 'a', nodeTypes: { T: { kind: 'table' } } });
  // @ts-expect-error a node type without a kind
  defineIntegration({ name: 'a', nodeTypes: { T: { color: 'LEAF' } } });
});

test('references', () => {
  const orders = metabase.node('Model', { name: 'Orders', upstream: [dbt('orders')] });
  metabase.node('Question', {
    name: 'a',
    upstream: [orders, metabase.ref('Model', 'b'), metabase.ref('Model', { id: 'c' })],
    downstream: [native('LookerLook', { id: '1' }), native('TableauWorkbook', { name: 'd', id: '2' })],
  });
  custom({ integration: 'Airflow', nodeType: 'Task', name: 'e' });
  custom({ integration: { uid: 'u', name: undefined }, nodeType: 'Task', id: 'f' });
  metabase.node('Question', { name: 'a', upstream: dbt('b'), downstream: orders });
  const byId = new Map([[1, orders]]);
  metabase.node('Question', { name: 'a', upstream: [1, 2].map((id) => byId.get(id)), downstream: [null, dbt('b')] });
  const list: ReferenceInput[] = [orders, dbt('b')];
  metabase.node('Question', { name: 'a', upstream: list });
  // @ts-expect-error neither id nor name
  native('LookerLook', {});
  // @ts-expect-error a native node type that Paradime does not have
  native('LookerTile', { id: '1' });
  // @ts-expect-error neither id nor name
  custom({ integration: 'Airflow', nodeType: 'Task' });
  // @ts-expect-error no uid
  custom({ integration: { name: 'Airflow' }, nodeType: 'Task', id: 'f' });
  // @ts-expect-error no table
  dbt({ schema: 'marts' });
  // @ts-expect-error a table's name is no reference by itself
  metabase.node('Question', { name: 'a', upstream: ['orders'] });
});

test('credentials do not mix the modes', () => {
  const accept = (_credentials: Credentials): void => {};
  accept({ apiKey: 'a', apiSecret: 'b', workspaceUid: undefined });
  accept({ token: 'prdm_wsp_a' });
  accept({ token: 'prdm_cmp_a', workspaceUid: 'b' });
  // @ts-expect-error key, secret and token
  accept({ apiKey: 'a', apiSecret: 'b', token: 'c' });
  // @ts-expect-error key and token
  accept({ apiKey: 'a', token: 'c' });
  // @ts-expect-error no secret
  accept({ apiKey: 'a' });
  new Paradime({ endpoint: new URL('https://a.example'), credentials: async () => ({ token: 'a' }) });
  // @ts-expect-error no endpoint
  new Paradime({ credentials: { token: 'a' } });
});

test('nodes are told apart by kind', () => {
  const describe = (node: Node): string | undefined => {
    switch (node.kind) {
      case 'chart':
        return node.owner;
      case 'dashboard':
        return node.tags?.join();
      case 'datasource':
        return node.table;
    }
  };
  expectTypeOf(describe).returns.toEqualTypeOf<string | undefined>();
  // @ts-expect-error a node is read only
  metabase.node('Model', { name: 'a' }).name = 'b';
});

test('faults', () => {
  startSandbox({ faults: [{ operation: 'AddCustomIntegrationNodes', effect: { type: 'not-ok' } }] });
  expectTypeOf<`${Capitalize<OperationName>}Document`>().toEqualTypeOf<keyof typeof generated>();
  // @ts-expect-error a misspelt operation
  startSandbox({ faults: [{ operation: 'AddNodes', effect: { type: 'not-ok' } }] });
});

test('calls', async () => {
  const paradime = new Paradime(await startSandbox());
  expectTypeOf(paradime.execute(ListCustomIntegrationsDocument)).resolves.toEqualTypeOf<ListCustomIntegrationsQuery>();
  paradime.execute(UpdateCustomIntegrationDocument, { integrationUid: 'a', active: true });
  // @ts-expect-error variables are missing
  paradime.execute(UpdateCustomIntegrationDocument);
  // @ts-expect-error a variable that the operation does not have
  paradime.execute(UpdateCustomIntegrationDocument, { integrationUid: 'a', isActive: true });
  expectTypeOf(paradime.customIntegrations.list()).resolves.toEqualTypeOf<readonly Integration[]>();

  const node = metabase.node('Model', { name: 'a' });
  paradime.publish(metabase, [node]);
  paradime.publish(metabase, new Set([node]));
  paradime.publish({ name: 'Plain data', nodeTypes: { Model: { kind: 'datasource' } } }, () => [node]);
  paradime.publishNodes(
    'uid',
    (async function* () {
      yield node;
    })(),
  );
  // @ts-expect-error a node is not a list of nodes
  paradime.publish(metabase, node);
  // @ts-expect-error a code that no check has
  paradime.publish(metabase, [node], { checks: { ignore: ['duplicates'] } });
});
