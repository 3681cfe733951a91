import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { ConfigurationError, show } from '../errors.js';
import {
  BoltCommandDocument,
  BoltResourceUrlDocument,
  BoltRunStatusDocument,
  ListBoltRunsDocument,
} from '../generated/graphql.js';
import { checkOptions } from '../options.js';
import { prepareOperation } from '../transport/operation.js';
import { incompleteAnswer, requireOk } from '../transport/require-ok.js';
import type { RequestOptions, Transport } from '../transport/transport.js';
import { requireWholeNumber } from '../whole-number.js';
import { ArtifactNotFoundError } from './artifact-not-found-error.js';

/** The files that Paradime's Bolt schedules leave behind. */
export interface Bolt {
  /**
   * Finds the newest artifact of a schedule, as the official client does: looks at the runs from the newest, at the
   * commands of each from the last, and only at commands that succeeded. Downloads nothing yet.
   *
   * The API key needs another capability than "Custom Integrations Admin": in Paradime's documentation the one that
   * fits is called "Bolt schedules metadata viewer".
   *
   * Throws an `ArtifactNotFoundError` if none of the runs has it.
   */
  latestArtifact(slug: string, options?: ArtifactOptions): Promise<BoltArtifact>;
}

/** Options of `latestArtifact`. */
export interface ArtifactOptions extends RequestOptions {
  /** Path of the artifact in the run. Default `target/manifest.json`. */
  readonly path?: string | undefined;
  /** How many runs to look at, from 1 to 1000. Default 50. */
  readonly maxRuns?: number | undefined;
}

/** A file that a command of a Bolt run left behind. */
export interface BoltArtifact {
  readonly runId: number;
  readonly commandId: number;
  readonly path: string;
  /**
   * Downloads the file as a stream, by a request that carries no credentials. Each call asks for a new address, because
   * an address may expire. The signal, by default that of `latestArtifact`, also aborts the reading of the body.
   * The client's time limit applies to the beginning of the answer, and then to each part of it.
   *
   * Throws a `ParadimeError` if the download cannot begin. If it breaks later, reading the body rejects with one.
   */
  open(options?: RequestOptions): Promise<Response>;
}

/** Creates `paradime.bolt`. */
export function createBolt(transport: Transport): Bolt {
  async function ask<Data, Variables>(
    document: TypedDocumentNode<Data, Variables>,
    variables: NoInfer<Variables>,
    { signal }: RequestOptions,
  ) {
    const operation = prepareOperation(document, variables);
    const { data, ...result } = await transport.run(operation, { signal, permissionHint, hidesAddresses: true });
    /** Returns a list in which every entry has an id. */
    function listOf<Entry extends { readonly id: number | null }>(
      name: string,
      list: readonly Entry[] | null | undefined,
    ): readonly (Entry & { readonly id: number })[] {
      if (!Array.isArray(list)) throw incompleteAnswer(operation.name, result, `has no ${name}`);
      if (!list.every(hasId)) throw incompleteAnswer(operation.name, result, 'has an entry without an id');
      return list;
    }
    return { data, result, listOf };
  }

  return {
    async latestArtifact(slug, options = {}) {
      checkOptions('The options of latestArtifact', options, { path: 'any', maxRuns: 'any', signal: 'any' });
      const { path = 'target/manifest.json', maxRuns = 50, signal } = options;
      requireString('The slug of the schedule', slug);
      requireString('`path`', path);
      requireWholeNumber('maxRuns', maxRuns, 1, 1000);
      const listed = await ask(ListBoltRunsDocument, { slug, offset: 0, limit: maxRuns }, { signal });
      const { listBoltRuns } = listed.data;
      const hint = "Check the slug of the schedule and the API key's capability.";
      const runs = listed.listOf('runs', requireOk('listBoltRuns', listBoltRuns, listed.result, hint).runs);
      for (const { id: runId } of runs) {
        const status = await ask(BoltRunStatusDocument, { runId }, { signal });
        const commands = status.listOf('commands', status.data.boltRunStatus?.commands);
        const succeeded = commands.filter(({ returnCode }) => returnCode === 0).sort((a, b) => b.id - a.id);
        for (const { id: commandId } of succeeded) {
          const command = await ask(BoltCommandDocument, { commandId }, { signal });
          const resources = command.listOf('resources', command.data.boltCommand?.resources);
          const resource = resources.find((candidate) => candidate.path === path);
          if (resource === undefined) continue;
          const open: BoltArtifact['open'] = async (opening = { signal }) => {
            const { data } = await ask(BoltResourceUrlDocument, { resourceId: resource.id }, opening);
            return transport.download({ address: data.boltResourceUrl?.url, file: path, signal: opening.signal });
          };
          return { runId, commandId, path, open };
        }
      }
      throw new ArtifactNotFoundError({ slug, path, runs: runs.length, attempts: listed.result.attempts });
    },
  };
}

const permissionHint =
  'Bolt needs another capability of the API key than "Custom Integrations Admin". In Paradime\'s documentation, the one that fits is called "Bolt schedules metadata viewer".';

function hasId<Entry extends { readonly id: number | null }>(entry: Entry): entry is Entry & { readonly id: number } {
  return typeof entry?.id === 'number';
}

function requireString(what: string, value: unknown): void {
  if (typeof value === 'string' && value !== '') return;
  throw new ConfigurationError(`${what} must be a non-empty string (got ${show(value)}).`);
}
