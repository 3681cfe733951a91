import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { ParadimeError } from './errors.js';
import {
  AddCustomIntegrationDocument,
  type IntegrationNodeTypeInfo,
  ListCustomIntegrationsDocument,
  type ListCustomIntegrationsQuery,
  ListCustomIntegrationsWithLogosDocument,
  UpdateCustomIntegrationDocument,
} from './generated/graphql.js';
import { checkName, checkNodeTypes, type Definition, toNodeTypeInfos } from './lineage/definition.js';
import { type NodesRequest, prepareNodesRequest, sendNodesRequest } from './publish/nodes-request.js';
import { Snapshot, type SnapshotOptions } from './publish/snapshot.js';
import type { CreateInput, Integration, NodeTypesInput, UpdateInput } from './registration/integration.js';
import { pickByName } from './registration/pick-by-name.js';
import { register, type UpsertResult } from './registration/register.js';
import { UnknownOutcomeError } from './transport/errors.js';
import { prepareOperation } from './transport/operation.js';
import { outcomeOf } from './transport/outcome.js';
import { incompleteAnswer, requireOk } from './transport/require-ok.js';
import type { RequestOptions, Transport } from './transport/transport.js';

export interface ListOptions extends RequestOptions {
  /** Default true. */
  readonly includeInactive?: boolean | undefined;
  /** Asks for `logoBase64` too, which is in Paradime's documentation only. Default false. */
  readonly includeLogo?: boolean | undefined;
}

export interface CreateOptions extends RequestOptions {
  /** The integrations that were listed before, to tell the new one by when the answer is lost. */
  readonly earlier?: readonly Integration[] | undefined;
}

/**
 * The operations of the Custom Integration API. Every method takes a `signal`, and rejects with a `ParadimeError` or with
 * the signal's reason.
 */
export class CustomIntegrations {
  readonly #transport: Transport;

  /** `paradime.customIntegrations` is the one to use. */
  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** All integrations of the workspace, active and inactive. */
  async list(options: ListOptions = {}): Promise<readonly Integration[]> {
    const { includeInactive = true, includeLogo = false, signal } = options;
    const document: TypedDocumentNode<ListCustomIntegrationsQuery, Record<string, never>> = includeLogo
      ? ListCustomIntegrationsWithLogosDocument
      : ListCustomIntegrationsDocument;
    const operation = prepareOperation(document, {});
    const { data, attempts } = await this.#transport.run(operation, { signal });
    const { integrations } = requireOk(operation.name, data.listCustomIntegrations, attempts);
    if (integrations === null) throw incompleteAnswer(operation.name, attempts, 'has no integrations');
    const complete = integrations.map((integration) => toIntegration(integration, operation.name, attempts));
    return includeInactive ? complete : complete.filter(({ isActive }) => isActive);
  }

  /** The integration with that uid, active or not; undefined when there is none. */
  async get(uid: string, options: RequestOptions = {}): Promise<Integration | undefined> {
    return (await this.list(options)).find((integration) => integration.uid === uid);
  }

  /**
   * The integration of that name: the active one, else an inactive one; undefined when there is none. Throws a
   * `ConfigurationError` when two active ones have it.
   */
  async getByName(name: string, options: RequestOptions = {}): Promise<Integration | undefined> {
    return pickByName(await this.list(options), name);
  }

  /**
   * Registers an integration, without looking whether there is one of that name: `upsert` does.
   *
   * It is not sent twice where that might register two. When its answer is lost, an integration of that name that is not
   * among the `earlier` ones is looked for; throws an `UnknownOutcomeError` when that does not settle it.
   */
  async create(input: CreateInput, { earlier, signal }: CreateOptions = {}): Promise<{ readonly uid: string }> {
    const { name, logoUrl = null, nodeTypes } = input;
    checkName(name);
    const operation = prepareOperation(AddCustomIntegrationDocument, { logoUrl, name, nodeTypes: toInfos(nodeTypes) });
    try {
      const { data, attempts } = await this.#transport.run(operation, { signal });
      const { integrationUid } = requireOk(operation.name, data.addCustomIntegration, attempts);
      if (integrationUid) return { uid: integrationUid };
      throw incompleteAnswer(operation.name, attempts, 'has no integrationUid');
    } catch (error) {
      if (!(error instanceof ParadimeError) || outcomeOf(error) !== 'ambiguous') throw error;
      const uid = earlier && (await this.#findCreated(name, earlier, error, signal));
      if (uid === undefined) throw unknownCreation(name, error);
      return { uid };
    }
  }

  /** The uid of the one integration of that name that is not among the earlier ones. */
  async #findCreated(
    name: string,
    earlier: readonly Integration[],
    cause: ParadimeError,
    signal: AbortSignal | undefined,
  ): Promise<string | undefined> {
    const known = new Set(earlier.map(({ uid }) => uid));
    try {
      const added = (await this.list({ signal })).filter((found) => found.name === name && !known.has(found.uid));
      return added.length === 1 ? added[0]?.uid : undefined;
    } catch (error) {
      if (error instanceof ParadimeError) throw unknownCreation(name, cause);
      throw error;
    }
  }

  /** Changes what is given and leaves the rest as it is. It sets values, so it is sent again where its answer is lost. */
  async update(uid: string, changes: UpdateInput, options: RequestOptions = {}): Promise<void> {
    const { name = null, logoUrl = null, nodeTypes, active = null } = changes;
    const operation = prepareOperation(UpdateCustomIntegrationDocument, {
      integrationUid: uid,
      name,
      logoUrl,
      nodeTypes: nodeTypes === undefined ? null : toInfos(nodeTypes),
      active,
    });
    const { data, attempts } = await this.#transport.run(operation, { ...options, repeatable: true });
    requireOk(operation.name, data.updateCustomIntegration, attempts);
  }

  /**
   * Makes Paradime know the integration as it is defined, by name: creates it, updates it, reactivates it, or sends
   * nothing when all agrees. A logo cannot be compared: a `logoUrl` is sent whenever it is given.
   *
   * Throws a `ConfigurationError` when two active integrations have the name.
   */
  async upsert(definition: Definition, options: RequestOptions = {}): Promise<UpsertResult> {
    const { integration, outcome } = await register(this, definition, { ...options, keepDropped: false });
    return { integration, outcome };
  }

  /**
   * A snapshot to write to from several places: one opens it, others attach to it by `id` and append, and one commits it
   * when all are done. Sends nothing by itself.
   */
  snapshot(integrationUid: string, options: SnapshotOptions = {}): Snapshot {
    return new Snapshot(this.#transport, integrationUid, options);
  }

  /** Sends one request of a snapshot, as it is. `paradime.publish` sends all of them, in the right order and size. */
  async addNodesToSnapshot(
    request: NodesRequest,
    options: RequestOptions = {},
  ): Promise<{ readonly snapshotId: number }> {
    const { snapshotId } = await sendNodesRequest(this.#transport, prepareNodesRequest(request), options);
    return { snapshotId };
  }
}

type ListedIntegration = NonNullable<
  NonNullable<ListCustomIntegrationsQuery['listCustomIntegrations']>['integrations']
>[number];

/** Throws a `ProtocolError` when the server left out what an integration cannot be used without. */
function toIntegration(listed: ListedIntegration, operationName: string, attempts: number): Integration {
  const { uid, name, isActive, nodeTypes } = listed;
  if (uid === null || name === null || isActive === null) {
    const missing = Object.entries({ uid, name, isActive }).flatMap(([field, value]) =>
      value === null ? [field] : [],
    );
    const what = `has an integration ${JSON.stringify(name ?? uid)} without ${missing.join(' and ')}`;
    throw incompleteAnswer(operationName, attempts, what);
  }
  const complete = (nodeTypes ?? []).flatMap(({ nodeType, iconName, color }) =>
    nodeType === null ? [] : [{ nodeType, iconName, color }],
  );
  return { ...listed, uid, name, isActive, nodeTypes: complete };
}

/** Throws a `ConfigurationError` for node types that Paradime could not take. */
function toInfos(nodeTypes: NodeTypesInput): readonly IntegrationNodeTypeInfo[] {
  const infos = isList(nodeTypes)
    ? nodeTypes.map(({ nodeType, iconName = null, color = null }) => ({ nodeType, iconName, color }))
    : toNodeTypeInfos(nodeTypes);
  checkNodeTypes(infos);
  return infos;
}

function isList(nodeTypes: NodeTypesInput): nodeTypes is readonly IntegrationNodeTypeInfo[] {
  return Array.isArray(nodeTypes);
}

function unknownCreation(name: string, cause: ParadimeError): UnknownOutcomeError {
  const { operationName, status, requestId, attempts } = cause;
  return new UnknownOutcomeError(
    `Whether the integration ${JSON.stringify(name)} was registered is unknown: ${cause.message} Look for it with list() before you register it again.`,
    { operationName, status, requestId, attempts, cause },
  );
}
