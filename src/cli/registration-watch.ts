import type { ParadimeEvent } from '../events.js';
import { PublishError } from '../publish/errors.js';
import { Interruption } from './failure.js';

/** Watches whether a publication changed the integration itself, for what is told when its nodes then were not. */
export class RegistrationWatch {
  #change: 'registered' | 'updated' | undefined;

  onEvent(event: ParadimeEvent): void {
    if (event.type !== 'request-end' || event.error || event.status === undefined) return;
    if (event.operationName === 'AddCustomIntegration') this.#change = 'registered';
    if (event.operationName === 'UpdateCustomIntegration') this.#change ??= 'updated';
  }

  /** The error of a publication; that of an interruption says what was left behind. */
  describe(error: unknown): unknown {
    if (error instanceof Interruption) {
      const change = this.#change ? `; the integration itself was ${this.#change}` : '';
      return new Interruption(
        error.signal,
        `Interrupted. No nodes were published: Paradime shows what it showed before${change}.`,
      );
    }
    if (error instanceof PublishError && error.cause instanceof Interruption) {
      return new Interruption(
        error.cause.signal,
        'Interrupted during the last request: whether Paradime shows the former nodes or the new ones is unknown. Publishing again settles it.',
      );
    }
    return error;
  }
}
