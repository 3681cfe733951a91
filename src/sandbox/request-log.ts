import type { Socket } from 'node:net';

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
  /** Size of the request body, in bytes. */
  readonly bytes: number;
  /** When the request arrived, in epoch milliseconds. */
  readonly startedAt: number;
  /** Time from its arrival to the response, in milliseconds. */
  readonly durationMs: number;
  /** The connection it came over, counted from 1. */
  readonly connection: number;
}

/** A request that has not been answered yet. */
export type OpenRequest = { -readonly [Key in keyof SandboxRequest]: SandboxRequest[Key] };
