import type { Socket } from 'node:net';
import type { AddCustomIntegrationNodesMutationVariables } from '../generated/graphql.js';

/** Records requests without their contents. */
export class RequestLog {
  readonly #requests: OpenRequest[] = [];
  /** The number of each connection. Closed connections are forgotten. */
  readonly #numbers = new WeakMap<Socket, number>();
  #connections = 0;

  start(socket: Socket): OpenRequest {
    const connection = this.#numbers.get(socket) ?? ++this.#connections;
    this.#numbers.set(socket, connection);
    const request: OpenRequest = { fields: [], status: 0, bytes: 0, startedAt: Date.now(), durationMs: 0, connection };
    this.#requests.push(request);
    return request;
  }

  connections(): number {
    return this.#connections;
  }

  requests(): readonly SandboxRequest[] {
    return this.#requests.map((request) => ({ ...request }));
  }
}

/** A request that reached the sandbox. */
export interface SandboxRequest {
  /** Name of the operation. Absent when the document gives none or could not be read. */
  readonly operationName?: string | undefined;
  /** The operation's fields, such as `addCustomIntegrationNodes`. */
  readonly fields: readonly string[];
  /** HTTP status of the response; 0 until it is sent. */
  readonly status: number;
  /** How the request ended. Absent until the response is sent. */
  readonly outcome?: RequestOutcome | undefined;
  /** The number of nodes in its variables, under the names that `AddCustomIntegrationNodes` gives them. Absent without such. */
  readonly nodes?: number | undefined;
  /** Size of the request body, in bytes. */
  readonly bytes: number;
  /** When the request arrived, in epoch milliseconds. */
  readonly startedAt: number;
  /** Time from its arrival to the response, in milliseconds. */
  readonly durationMs: number;
  /** The connection it came over, counted from 1. */
  readonly connection: number;
}

/**
 * How a request ended:
 * - `ok`: it was carried out
 * - `error`: it was refused, or answered with errors or `ok: false`
 * - `fault`: a fault struck, whether it was carried out or not
 */
export type RequestOutcome = 'ok' | 'error' | 'fault';

/** A request that has not been answered yet. */
export type OpenRequest = { -readonly [Key in keyof SandboxRequest]: SandboxRequest[Key] };

/** Counts the nodes in the variables of a request. */
export function countNodes(variables: Readonly<Record<string, unknown>>): number | undefined {
  const lists = nodeVariables.map((name) => variables[name]).filter((value) => Array.isArray(value));
  return lists.length === 0 ? undefined : lists.reduce((sum, list) => sum + list.length, 0);
}

const nodeVariables = [
  'chartLikeNodes',
  'dashboardLikeNodes',
  'datasourceLikeNodes',
] as const satisfies readonly (keyof AddCustomIntegrationNodesMutationVariables)[];

/** Calls a listener with a request. If it throws, the response is unaffected and the error is reported as uncaught. */
export function report(request: SandboxRequest, listener: ((request: SandboxRequest) => void) | undefined): void {
  try {
    listener?.({ ...request });
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
