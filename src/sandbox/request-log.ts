import type { Socket } from 'node:net';

/** A request that reached the sandbox. */
export interface SandboxRequest {
  /** Name of the operation; absent where the document gives none, or could not be read. */
  readonly operationName?: string | undefined;
  /** The operation's fields, such as `addCustomIntegrationNodes`. */
  readonly fields: readonly string[];
  /** HTTP status of the answer; 0 until it is sent. */
  readonly status: number;
  /** Size of the request's body. */
  readonly bytes: number;
  /** When it arrived, in epoch milliseconds. */
  readonly startedAt: number;
  /** From its arrival to its answer, in milliseconds. */
  readonly durationMs: number;
  /** Which connection it came over, counted from 1. */
  readonly connection: number;
}

/** A request that is not answered yet. */
export type OpenRequest = { -readonly [Key in keyof SandboxRequest]: SandboxRequest[Key] };

/** Remembers requests, without what was in them. */
export class RequestLog {
  readonly #requests: OpenRequest[] = [];
  /** The number of each connection; those that are closed are forgotten. */
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
