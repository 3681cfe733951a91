import { statSync } from 'node:fs';
import { GraphQLError } from 'graphql';
import { ConfigurationError, show } from '../errors.js';
import { isRecord } from '../is-record.js';

/** The content of a file that a command left behind: bytes, or the path of a file with them. */
export type SandboxArtifact = string | Uint8Array;

/** The files that a command left behind, by their paths, such as `target/manifest.json`. */
export type SandboxArtifacts = Readonly<Record<string, SandboxArtifact>>;

/** A command of a run. */
export interface SandboxBoltCommand {
  /** Default: `dbt build`. */
  readonly command?: string | undefined;
  /** Exit code of the command; null while it runs. Default 0. */
  readonly returnCode?: number | null | undefined;
  /** The files that it left behind. Default: none. */
  readonly artifacts?: SandboxArtifacts | undefined;
}

/** A run of a schedule. */
export interface SandboxBoltRun {
  /** Its commands, in the order in which they ran. */
  readonly commands: readonly SandboxBoltCommand[];
}

/**
 * The Bolt schedules of a sandbox by their slugs: the runs of each, the newest first. The artifacts alone stand for one
 * run with one command that succeeded.
 */
export type SandboxBolt = Readonly<Record<string, SandboxArtifacts | readonly SandboxBoltRun[]>>;

/** Creates the runs of these schedules. Throws a `ConfigurationError` for an artifact that is neither bytes nor a file. */
export function createBoltRuns(schedules: SandboxBolt): BoltRuns {
  const runs: Run[] = [];
  const commands: Command[] = [];
  const resources: Resource[] = [];
  for (const [slug, given] of Object.entries(schedules)) {
    for (const run of toRuns(slug, given).toReversed()) {
      const own = run.commands.map(({ command = 'dbt build', returnCode = 0, artifacts = {} }): Command => {
        const left = Object.entries(artifacts).map(([path, content]): Resource => {
          checkArtifact(slug, path, content);
          return add(resources, (id) => ({ id, path, content }));
        });
        return add(commands, (id) => ({ id, command, returnCode, resources: left }));
      });
      add(runs, (id) => ({ id, slug, state: stateOf(own), commands: own }));
    }
  }
  return {
    list: (slug, offset, limit) => {
      if (limit < 1 || limit > 1000) throw fail('BAD_USER_INPUT', '`limit` must be from 1 to 1000.');
      const newestFirst = runs.filter((run) => slug === undefined || run.slug === slug).toReversed();
      return newestFirst.slice(offset, offset + limit);
    },
    run: (id) => find(runs, id, 'run'),
    command: (id) => find(commands, id, 'command'),
    resource: (id) => find(resources, id, 'resource'),
  };
}

/** The runs of all schedules. Each function but `list` throws for an unknown id. */
export interface BoltRuns {
  /** The runs of a schedule, or of all, the newest first. */
  list(slug: string | undefined, offset: number, limit: number): readonly Run[];
  run(id: number): Run;
  command(id: number): Command;
  resource(id: number): Resource;
}

interface Run {
  readonly id: number;
  readonly slug: string;
  readonly state: string;
  readonly commands: readonly Command[];
}

interface Command {
  readonly id: number;
  readonly command: string;
  readonly returnCode: number | null;
  readonly resources: readonly Resource[];
}

interface Resource {
  readonly id: number;
  readonly path: string;
  readonly content: SandboxArtifact;
}

function toRuns(slug: string, given: SandboxArtifacts | readonly SandboxBoltRun[]): readonly SandboxBoltRun[] {
  if (isList(given)) {
    if (given.every((run) => isRecord(run) && Array.isArray(run['commands']))) return given;
    throw new ConfigurationError(`\`bolt.${slug}\`: a run must be an object with a list of \`commands\`.`);
  }
  if (isRecord(given)) return [{ commands: [{ artifacts: given }] }];
  throw new ConfigurationError(`\`bolt.${slug}\` must be artifacts by their paths, or a list of runs.`);
}

function isList(given: SandboxArtifacts | readonly SandboxBoltRun[]): given is readonly SandboxBoltRun[] {
  return Array.isArray(given);
}

function checkArtifact(slug: string, path: string, content: unknown): void {
  if (content instanceof Uint8Array) return;
  if (typeof content === 'string' && statSync(content, { throwIfNoEntry: false })?.isFile()) return;
  throw new ConfigurationError(
    `\`bolt.${slug}\`: ${show(path)} must be bytes or the path of a file${typeof content === 'string' ? ` (there is no file ${show(content)})` : ''}.`,
  );
}

function add<Item extends { readonly id: number }>(items: Item[], make: (id: number) => Item): Item {
  const item = make(items.length + 1);
  items.push(item);
  return item;
}

function stateOf(commands: readonly Command[]): string {
  if (commands.some(({ returnCode }) => returnCode === null)) return 'RUNNING';
  return commands.every(({ returnCode }) => returnCode === 0) ? 'SUCCESS' : 'ERROR';
}

function find<Item>(items: readonly Item[], id: number, what: string): Item {
  const item = items[id - 1];
  if (item === undefined) throw fail('NOT_FOUND', `There is no ${what} ${id}.`);
  return item;
}

function fail(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
