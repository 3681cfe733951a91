import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, isInputObjectType, isObjectType, parse, validate } from 'graphql';
import * as library from 'paradime-integrations';
import { expect, test } from 'vitest';

const root = new URL('../', import.meta.url);
const schema = buildSchema(readFileSync(new URL('schema/paradime.graphql', root), 'utf8'));
const operationFiles = readdirSync(new URL('operations/', root));

test('there is one file for each operation, named after it', () => {
  expect(operationFiles.toSorted()).toStrictEqual([
    'AddCustomIntegration.graphql',
    'AddCustomIntegrationNodes.graphql',
    'ListCustomIntegrations.graphql',
    'ListCustomIntegrationsWithLogos.graphql',
    'UpdateCustomIntegration.graphql',
    'boltCommand.graphql',
    'boltResourceUrl.graphql',
    'boltRunStatus.graphql',
    'listBoltRuns.graphql',
    'refreshCatalog.graphql',
  ]);
});

test.each(operationFiles)('%s validates, and is exported as a document', (file) => {
  const document = parse(readFileSync(new URL(`operations/${file}`, root), 'utf8'));
  expect(validate(schema, document)).toStrictEqual([]);
  const name = `${file.slice(0, 1).toUpperCase()}${file.slice(1).replace('.graphql', 'Document')}`;
  const exported = Object.entries(library).find(([exportedName]) => exportedName === name)?.[1];
  expect(exported).toMatchObject({
    kind: 'Document',
    definitions: [{ name: { value: file.replace('.graphql', '') } }],
  });
});

// The same argument and type names as the official client uses.
test.each([
  `mutation ($logoUrl: String, $name: String!, $nodeTypes: [IntegrationNodeTypeInfo!]!) {
    addCustomIntegration(logoUrl: $logoUrl, name: $name, nodeTypes: $nodeTypes) { ok integrationUid }
  }`,
  `mutation (
    $integrationUid: String!, $name: String, $logoUrl: String, $nodeTypes: [IntegrationNodeTypeInfo!], $active: Boolean
  ) {
    updateCustomIntegration(
      integrationUid: $integrationUid, name: $name, logoUrl: $logoUrl, nodeTypes: $nodeTypes, active: $active
    ) { ok }
  }`,
  '{ listCustomIntegrations { ok integrations { uid name isActive nodeTypes { nodeType iconName color } } } }',
  `mutation (
    $chartLikeNodes: [IntegrationNodeChartLike!]!, $dashboardLikeNodes: [IntegrationNodeDashboardLike!]!,
    $datasourceLikeNodes: [IntegrationNodeDatasourceLike!]!, $integrationUid: String!,
    $snapshotHasMoreNodes: Boolean!, $snapshotId: Int
  ) {
    addCustomIntegrationNodes(
      chartLikeNodes: $chartLikeNodes, dashboardLikeNodes: $dashboardLikeNodes,
      datasourceLikeNodes: $datasourceLikeNodes, integrationUid: $integrationUid,
      snapshotHasMoreNodes: $snapshotHasMoreNodes, snapshotId: $snapshotId
    ) { ok snapshotId }
  }`,
  `query listBoltRuns($slug: String, $offset: Int!, $limit: Int!) {
    listBoltRuns(slug: $slug, offset: $offset, limit: $limit) {
      ok
      runs {
        id state actor actorEmail startDttm endDttm parentScheduleRunId
        gitInfo { branch commitHash pullRequestId }
      }
    }
  }`,
  'query boltRunStatus($runId: Int!) { boltRunStatus(runId: $runId) { state } }',
  `query boltRunStatus($runId: Int!) {
    boltRunStatus(runId: $runId) { commands { id command startDttm endDttm stdout stderr returnCode } }
  }`,
  'query boltCommand($commandId: Int!) { boltCommand(commandId: $commandId) { resources { id path } } }',
  'query boltResourceUrl($resourceId: Int!) { boltResourceUrl(resourceId: $resourceId) { url } }',
  'mutation refreshCatalog { refreshCatalog { ok } }',
])('the official client’s operation validates: %s', (operation) => {
  expect(validate(schema, parse(operation))).toStrictEqual([]);
});

test('every type, field, argument and value says what it means and where that is known from', () => {
  const source = /docs|client|assumption/;
  const silent: string[] = [];
  const look = (name: string, { description }: { readonly description?: string | null | undefined }): void => {
    if (!source.test(description ?? '')) silent.push(name);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.astNode === undefined || type.astNode === null) continue; // a built-in type
    look(type.name, type);
    if ('getValues' in type) for (const value of type.getValues()) look(`${type.name}.${value.name}`, value);
    if (!isObjectType(type) && !isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      look(`${type.name}.${field.name}`, field);
      if ('args' in field) for (const arg of field.args) look(`${type.name}.${field.name}(${arg.name})`, arg);
    }
  }
  expect(silent).toStrictEqual([]);
});
