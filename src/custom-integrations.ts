import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { ParadimeError, show } from './errors.js';
import {
  AddCustomIntegrationDocument,
  type IntegrationNodeTypeInfo,
  ListCustomIntegrationsDocument,
  type ListCustomIntegrationsQuery,
  ListCustomIntegrationsWithLogosDocument,
  UpdateCustomIntegrationDocument,
} from './generated/graphql.js';
import { checkLogoUrl, checkName, checkNodeTypes, type Definition, toNodeTypeInfos } from './lineage/definition.js';
import { type NodesRequest, prepareNodesRequest, sendNodesRequest } from './publish/nodes-request.js';
import { Snapshot, type SnapshotOptions } from './publish/snapshot.js';
import type { CreateInput, Integration, NodeTypesInput, UpdateInput } from './registration/integration.js';
import { pickByName } from './registration/pick-by-name.js';
import { register, type UpsertResult } from './registration/register.js';
import type { Turns } from './registration/turns.js';
import { largeAnswerBytes } from './transport/answer.js';
import { UnknownOutcomeError } from './transport/errors.js';
import { prepareOperation } from './transport/operation.js';
import { outcomeOf } from './transport/outcome.js';
import { incompleteAnswer, type ResultFacts, requireOk } from './transport/require-ok.js';
import type { RequestOptions, Transport } from './transport/transport.js';

/**
 * The operations of the Custom Integration API. Each method that sends a request takes a `signal`, and rejects with a
 * `ParadimeError` or with the signal's reason.
 */
export class CustomIntegrations {
  readonly #transport: Transport;
  readonly #turns: Turns;

  /** Use `paradime.customIntegrations` instead of constructing this. */
  constructor(transport: Transport, turns: Turns) {
    this.#transport = transport;
    this.#turns = turns;
  }

  /** Lists all integrations of the workspace, active and inactive. */
  async list(options: ListOptions = {}): Promise<readonly Integration[]> {
    const { includeInactive = true, includeLogo = false, signal } = options;
    const document: TypedDocumentNode<ListCustomIntegrationsQuery, Record<string, never>> = includeLogo
      ? ListCustomIntegrationsWithLogosDocument
      : ListCustomIntegrationsDocument;
    const operation = prepareOperation(document, {});
    const maxBytes = includeLogo ? largeAnswerBytes : undefined;
    const { data, ...result } = await this.#transport.run(operation, { signal, maxBytes });
    const { integrations } = requireOk(operation.name, data.listCustomIntegrations, result);
    if (!Array.isArray(integrations)) throw incompleteAnswer(operation.name, result, 'has no integrations');
    const complete = integrations.map((integration) => toIntegration(integration, operation.name, result));
    return includeInactive ? complete : complete.filter(({ isActive }) => isActive);
  }

  /** Finds the integration with this uid, active or not. Undefined if there is none. */
  async get(uid: string, options: RequestOptions = {}): Promise<Integration | undefined> {
    return (await this.list(options)).find((integration) => integration.uid === uid);
  }

  /**
   * Finds the integration with this name: the active one, or else an inactive one. Undefined if there is none.
   *
   * Throws a `ConfigurationError` if two active integrations have the name.
   */
  async getByName(name: string, options: RequestOptions = {}): Promise<Integration | undefined> {
    return pickByName(await this.list(options), name);
  }

  /**
   * Registers an integration without checking whether the name is already in use. Use `upsert` for that.
   *
   * The request is not repeated where that might register the integration twice. If its answer is lost and `earlier` is
   * given, the new integration is looked for by name among those that are not in `earlier`. Throws an
   * `UnknownOutcomeError` if it is still unknown whether the integration was registered.
   */
  async create(input: CreateInput, { earlier, signal }: CreateOptions = {}): Promise<{ readonly uid: string }> {
    const { name, logoUrl = null, nodeTypes } = input;
    checkName(name);
    checkLogoUrl(logoUrl);
    const operation = prepareOperation(AddCustomIntegrationDocument, { logoUrl, name, nodeTypes: toInfos(nodeTypes) });
    try {
      const { data, ...result } = await this.#transport.run(operation, { signal });
      const { integrationUid } = requireOk(operation.name, data.addCustomIntegration, result);
      if (typeof integrationUid === 'string' && integrationUid !== '') return { uid: integrationUid };
      throw incompleteAnswer(operation.name, result, 'has no integrationUid');
    } catch (error) {
      if (!(error instanceof ParadimeError) || outcomeOf(error) !== 'ambiguous') throw error;
      const uid = earlier && (await this.#findCreated(name, earlier, error, signal));
      if (uid === undefined) throw unknownCreation(name, error);
      return { uid };
    }
  }

  /**
   * The uid of the only integration with this name that is not in `earlier`. Undefined if there is none, or several.
   */
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

  /**
   * Changes the given properties and leaves the others as they are. Repeating it is safe, so it is sent again if its
   * answer is lost.
   */
  async update(uid: string, changes: UpdateInput, options: RequestOptions = {}): Promise<void> {
    const { name = null, logoUrl = null, nodeTypes, active = null } = changes;
    checkLogoUrl(logoUrl);
    const operation = prepareOperation(UpdateCustomIntegrationDocument, {
      integrationUid: uid,
      name,
      logoUrl,
      nodeTypes: nodeTypes === undefined ? null : toInfos(nodeTypes),
      active,
    });
    const { data, ...result } = await this.#transport.run(operation, { ...options, repeatable: true });
    requireOk(operation.name, data.updateCustomIntegration, result);
  }

  /**
   * Registers the integration as it is defined, matching it by name: creates, updates or reactivates it, or changes
   * nothing if it is already up to date. Logos cannot be compared, so a `logoUrl` is sent whenever it is given.
   *
   * Throws a `ConfigurationError` for a definition that cannot be registered, and if two active integrations have the
   * name.
   */
  async upsert(definition: Definition, options: RequestOptions = {}): Promise<UpsertResult> {
    const { signal } = options;
    const settings = { signal, keepDropped: false, checks: false } as const;
    const { integration, outcome } = await register(this, this.#turns, definition, settings);
    return { integration, outcome };
  }

  /**
   * Creates a `Snapshot`, to write nodes from several processes: one opens it, others attach to it by `id` and append,
   * and one commits it when all are done. Sends nothing by itself. Throws a `ConfigurationError` for a limit that
   * cannot work.
   */
  snapshot(integrationUid: string, options: SnapshotOptions = {}): Snapshot {
    return new Snapshot(this.#transport, integrationUid, options);
  }

  /**
   * Sends a single request of a snapshot, unchecked. `paradime.publish` sends all of them in the right order and size.
   */
  async addNodesToSnapshot(
    request: NodesRequest,
    options: RequestOptions = {},
  ): Promise<{ readonly snapshotId: number }> {
    const { snapshotId } = await sendNodesRequest(this.#transport, prepareNodesRequest(request), options);
    return { snapshotId };
  }
}

/** Options of `list`. */
export interface ListOptions extends RequestOptions {
  /** Whether inactive integrations are listed. Default true. */
  readonly includeInactive?: boolean | undefined;
  /** Whether to request `logoBase64`, which is known from Paradime's documentation only. Default false. */
  readonly includeLogo?: boolean | undefined;
}

/** Options of `create`. */
export interface CreateOptions extends RequestOptions {
  /**
   * The integrations that were listed beforehand, to recognise the new one if the answer is lost. Without them the
   * outcome is then unknown.
   */
  readonly earlier?: readonly Integration[] | undefined;
}

type ListedIntegration = NonNullable<
  NonNullable<ListCustomIntegrationsQuery['listCustomIntegrations']>['integrations']
>[number];

/** Throws a `ProtocolError` if the server left out a property without which an integration cannot be used. */
function toIntegration(listed: ListedIntegration, operationName: string, result: ResultFacts): Integration {
  const { uid, name, isActive, nodeTypes } = listed ?? { uid: null, name: null, isActive: null, nodeTypes: null };
  if (typeof uid !== 'string' || uid === '' || typeof name !== 'string' || typeof isActive !== 'boolean') {
    const missing = [
      ...(typeof uid === 'string' && uid !== '' ? [] : ['uid']),
      ...(typeof name === 'string' ? [] : ['name']),
      ...(typeof isActive === 'boolean' ? [] : ['isActive']),
    ];
    const what = `has an integration ${show(name ?? uid)} without ${missing.join(' and ')}`;
    throw incompleteAnswer(operationName, result, what);
  }
  const complete = (Array.isArray(nodeTypes) ? nodeTypes : []).flatMap((type) =>
    type?.nodeType ? [{ nodeType: type.nodeType, iconName: type.iconName ?? null, color: type.color ?? null }] : [],
  );
  return { ...listed, uid, name, isActive, nodeTypes: complete };
}

/** Throws a `ConfigurationError` for node types that cannot be registered. */
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
    `It is unknown whether the integration ${show(name)} was registered: ${cause.message} Look for it with list() before you register it again.`,
    { operationName, status, requestId, attempts, cause },
  );
}
