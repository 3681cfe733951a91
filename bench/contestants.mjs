// The contestants: each publishes all nodes to an endpoint.

import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { print } from 'graphql';
import { AddCustomIntegrationNodesDocument, Paradime } from 'paradime-integrations';

const credentials = { apiKey: 'bench-key', apiSecret: 'bench-secret' };
const headers = { 'content-type': 'application/json', 'x-api-key': 'bench-key', 'x-api-secret': 'bench-secret' };
const query = print(AddCustomIntegrationNodesDocument);

/** This library, including its checks. */
export function library(options) {
  return async (endpoint, nodes) => {
    await new Paradime({ endpoint, credentials }).publishNodes('bench', nodes, options);
  };
}

/** Written by hand for speed alone: no urql, no checks, no retries. */
export function byHand(size) {
  return async (endpoint, nodes) => {
    let snapshotId = null;
    for (let from = 0; from < nodes.length; from += size) {
      const body = bodyOf(nodes.slice(from, from + size), snapshotId, from + size < nodes.length);
      const response = await fetch(endpoint, { method: 'POST', headers, body });
      ({ snapshotId } = (await response.json()).data.addCustomIntegrationNodes);
    }
  };
}

/** Sends like the official client: 10 nodes in each request, a new connection each time, and an empty request at the end. */
export async function likeTheOfficialClient(endpoint, nodes) {
  let snapshotId = null;
  for (let from = 0; from <= nodes.length; from += 10) {
    const body = bodyOf(nodes.slice(from, from + 10), snapshotId, from < nodes.length);
    ({ snapshotId } = JSON.parse(await postOnce(endpoint, body)).data.addCustomIntegrationNodes);
  }
}

function postOnce(endpoint, body) {
  return new Promise((resolve, reject) => {
    const sent = request(endpoint, { method: 'POST', headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(text));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function bodyOf(nodes, snapshotId, snapshotHasMoreNodes) {
  const chartLikeNodes = [];
  const dashboardLikeNodes = [];
  const datasourceLikeNodes = [];
  for (const node of nodes) {
    const { name, nodeType, url = '', description = '', createdAt = 0 } = node;
    const common = { name, nodeType, stableId: node.id ?? uuidV5(name), lineage: lineageOf(node) };
    const fields = (node.fields ?? []).map(({ name, description = '', type = '', dataType = '' }) => ({
      name,
      description,
      type,
      dataType,
    }));
    if (node.kind === 'datasource') {
      const { database = '', schema = '', table = '' } = node;
      const attributes = { name, createdAt, description, url, database, schema, table, fields };
      datasourceLikeNodes.push({ ...common, attributes });
    } else {
      const { lastModifiedAt = 0, owner = '', tags = [] } = node;
      const attributes = { name, createdAt, lastModifiedAt, url, owner, description, tags };
      if (node.kind === 'chart') chartLikeNodes.push({ ...common, attributes: { ...attributes, fields } });
      else dashboardLikeNodes.push({ ...common, attributes });
    }
  }
  const variables = {
    chartLikeNodes,
    dashboardLikeNodes,
    datasourceLikeNodes,
    integrationUid: 'bench',
    snapshotHasMoreNodes,
    snapshotId,
  };
  return JSON.stringify({ query, variables });
}

const namespace = Buffer.from('6ba7b8109dad11d180b400c04fd430c8', 'hex');

function uuidV5(name) {
  const hash = createHash('sha1').update(namespace).update(name).digest();
  hash[6] = (hash[6] & 0x0f) | 0x50;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function lineageOf({ upstream, downstream }) {
  return { upstreamReferences: referencesOf(upstream), downstreamReferences: referencesOf(downstream) };
}

function referencesOf(references = []) {
  const referencesToSqlTables = [];
  const referencesToNativeIntegrations = [];
  const referencesToCustomIntegrations = [];
  for (const reference of references) {
    if (reference.kind === 'dbt') {
      const { database = '', schema = '', table } = reference;
      referencesToSqlTables.push({ database, schema, table });
    } else if (reference.kind === 'native') {
      const { nodeType, id = '', name = '' } = reference;
      referencesToNativeIntegrations.push({ nodeType, nodeId: id, nodeName: name });
    } else {
      const { nodeType, integration, id = '', name = '' } = reference;
      const nodes = { nodeType, integrationUid: '', integrationName: integration, nodeStableId: id, nodeName: name };
      referencesToCustomIntegrations.push(nodes);
    }
  }
  return { referencesToSqlTables, referencesToNativeIntegrations, referencesToCustomIntegrations };
}
