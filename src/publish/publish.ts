import { checkDefinition, type Definition, plainDefinition } from '../lineage/definition.js';
import type { PublicationManifest } from '../plan/manifest.js';
import type { UpsertOutcome } from '../registration/compare-definition.js';
import { type Registry, register } from '../registration/register.js';
import type { Transport } from '../transport/transport.js';
import { isReplayable, NodeReader } from './node-reader.js';
import { type NodeSource, type PublishOptions, readLimits } from './options.js';
import { type Publication, type PublicationResult, runPublication } from './run-publication.js';

/** What publishing needs of a client. */
export interface PublishClient extends Pick<Publication, 'onEvent'> {
  readonly transport: Transport;
  readonly registry: Registry;
}

/** What a publication did. */
export interface PublishReport extends Omit<PublicationResult, 'manifestTexts'> {
  readonly integration: {
    readonly uid: string;
    /** What registering the integration did; absent with `publishNodes`. */
    readonly outcome?: UpsertOutcome;
    /**
     * Node types that the definition no longer has and that could not be removed after the commit. Nothing shown uses
     * them, and the next publication removes them.
     */
    readonly leftover?: { readonly nodeTypes: readonly string[]; readonly cause: unknown };
  };
  /** What was published, in short, for `planPublication`; present where it was asked for. */
  readonly manifest?: PublicationManifest;
  /** From the call to its end, in milliseconds. */
  readonly durationMs: number;
}

/** Registers an integration and publishes its nodes: new node types first, dropped ones after the commit. */
export async function publish(
  client: PublishClient,
  definition: Definition,
  source: NodeSource,
  options: PublishOptions,
): Promise<PublishReport> {
  checkDefinition(definition);
  const { signal } = options;
  return withNodes(source, definition, options, async (send) => {
    const { integration, outcome, dropped } = await register(client.registry, definition, {
      signal,
      keepDropped: true,
    });
    const { uid } = integration;
    const { manifestTexts, ...result } = await send(client, uid);
    const leftover = await removeNodeTypes(client.registry, uid, definition, dropped, options);
    return { integration: { uid, outcome, ...leftover }, ...result, ...toManifest(uid, manifestTexts, definition) };
  });
}

/** Publishes nodes of an integration that is registered already. */
export async function publishNodes(
  client: PublishClient,
  integrationUid: string,
  source: NodeSource,
  options: PublishOptions,
): Promise<PublishReport> {
  return withNodes(source, undefined, options, async (send) => {
    const { manifestTexts, ...result } = await send(client, integrationUid);
    return { integration: { uid: integrationUid }, ...result, ...toManifest(integrationUid, manifestTexts) };
  });
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

type Send = (client: PublishClient, integrationUid: string) => Promise<PublicationResult>;

/** Opens and checks the nodes before `work` may send anything, and lets go of them after. */
async function withNodes(
  source: NodeSource,
  definition: Definition | undefined,
  options: PublishOptions,
  work: (send: Send) => Promise<Omit<PublishReport, 'durationMs'>>,
): Promise<PublishReport> {
  const startedAt = performance.now();
  const limits = readLimits(options);
  const reader = await NodeReader.open(source, definition, options);
  try {
    const report = await work(({ transport, onEvent }, integrationUid) =>
      runPublication(
        {
          transport,
          integrationUid,
          reader,
          reopen: isReplayable(source) ? () => NodeReader.reopen(source, definition, options) : undefined,
          limits,
          onEvent,
        },
        options,
      ),
    );
    return { ...report, durationMs: performance.now() - startedAt };
  } finally {
    await reader.close();
  }
}

/** The nodes are committed: whatever happens here, an abort included, no longer makes the publication fail. */
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
