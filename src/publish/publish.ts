import { checkDefinition, type Definition, plainDefinition } from '../lineage/definition.js';
import type { PublicationManifest } from '../plan/manifest.js';
import type { UpsertOutcome } from '../registration/compare-definition.js';
import { type Registry, register } from '../registration/register.js';
import type { Turns } from '../registration/turns.js';
import { checkTarget } from './nodes-request.js';
import { openNodes } from './open-nodes.js';
import type { NodeSource, PublishOptions } from './options.js';
import { type PublicationResult, runPublication, type SendingClient } from './run-publication.js';

/**
 * Registers an integration and publishes its nodes. New node types are added first, dropped ones removed after the
 * commit.
 */
export async function publish(
  client: PublishClient,
  definition: Definition,
  source: NodeSource,
  options: PublishOptions,
): Promise<PublishReport> {
  const startedAt = performance.now();
  checkDefinition(definition);
  const { signal, checks = {} } = options;
  const { registry } = client;
  const nodes = await openNodes(source, definition, options);
  try {
    const { integration, outcome, dropped, issues } = await register(registry, client.turns, definition, {
      signal,
      keepDropped: true,
      checks,
    });
    const { uid } = integration;
    const { manifestTexts, ...result } = await runPublication(client, uid, nodes, options);
    const leftover = await removeNodeTypes(registry, uid, definition, dropped, options);
    const durationMs = performance.now() - startedAt;
    const manifest = toManifest(uid, manifestTexts, definition);
    const report = { integration: { uid, outcome, ...leftover }, ...result, ...manifest, durationMs };
    return { ...report, issues: [...issues, ...result.issues] };
  } finally {
    await nodes.reader.close();
  }
}

/** Publishes nodes of an integration that is already registered. */
export async function publishNodes(
  client: PublishClient,
  uid: string,
  source: NodeSource,
  options: PublishOptions,
): Promise<PublishReport> {
  const startedAt = performance.now();
  checkTarget({ integrationUid: uid });
  const nodes = await openNodes(source, undefined, options);
  try {
    const { manifestTexts, ...result } = await runPublication(client, uid, nodes, options);
    const durationMs = performance.now() - startedAt;
    return { integration: { uid }, ...result, ...toManifest(uid, manifestTexts), durationMs };
  } finally {
    await nodes.reader.close();
  }
}

/** The parts of a client that publishing needs. */
export interface PublishClient extends SendingClient {
  readonly registry: Registry;
  readonly turns: Turns;
}

/** The report of a publication that succeeded. */
export interface PublishReport extends Omit<PublicationResult, 'manifestTexts'> {
  readonly integration: {
    readonly uid: string;
    /** The result of registering the integration. Absent after `publishNodes`. */
    readonly outcome?: UpsertOutcome;
    /**
     * Node types that the definition no longer has and that could not be removed after the commit, with the error. No
     * node that is shown uses them, and the next publication removes them.
     */
    readonly leftover?: { readonly nodeTypes: readonly string[]; readonly cause: unknown };
  };
  /** A summary of what was published, for `planPublication`. Present only if it was requested with `manifest: true`. */
  readonly manifest?: PublicationManifest;
  /** The duration of the call, in milliseconds. */
  readonly durationMs: number;
}

function toManifest(
  uid: string,
  nodes: readonly string[] | undefined,
  definition?: Definition,
): Pick<PublishReport, 'manifest'> {
  if (nodes === undefined) return {};
  if (definition === undefined) return { manifest: { version: 1, integration: { uid }, nodes } };
  const integration = { uid, name: definition.name };
  return { manifest: { version: 1, integration, definition: plainDefinition(definition), nodes } };
}

/**
 * Removes dropped node types. The nodes are already committed, so no failure here, not even an abort, fails the
 * publication.
 */
async function removeNodeTypes(
  registry: Registry,
  uid: string,
  { nodeTypes }: Definition,
  dropped: readonly string[],
  { signal }: PublishOptions,
): Promise<Pick<PublishReport['integration'], 'leftover'>> {
  if (dropped.length === 0) return {};
  try {
    await registry.update(uid, { nodeTypes }, { signal });
    return {};
  } catch (cause) {
    return { leftover: { nodeTypes: dropped, cause } };
  }
}
