import type { ParadimeEvent } from '../../../events.js';
import { PublishError } from '../../../publish/errors.js';
import { Interruption } from '../../terminal/failure.js';

const changes: Readonly<Record<string, string>> = {
  AddCustomIntegration: 'registered',
  UpdateCustomIntegration: 'updated',
};

/** Watches whether a publication changed the integration itself, for what is told when its nodes then were not. */
export class RegistrationWatch {
  /** What was done, or begun without an answer so far. */
  #change: { readonly what: string; readonly isAnswered: boolean } | undefined;

  onEvent(event: ParadimeEvent): void {
    if (event.type !== 'request-start' && event.type !== 'request-end') return;
    const what = changes[event.operationName];
    if (what === undefined) return;
    const isAnswered = event.type === 'request-end' && event.status !== undefined;
    if (isAnswered && event.error) this.#change = undefined;
    else this.#change = { what, isAnswered };
  }

  /** The error of a publication; that of an interruption says what was left behind. */
  describe(error: unknown): unknown {
    if (error instanceof Interruption) {
      const message = `Interrupted. Nothing was published: Paradime shows the nodes it showed before${this.#describeChange()}.`;
      return new Interruption(error.signal, message);
    }
    if (error instanceof PublishError && error.cause instanceof Interruption) {
      const message =
        'Interrupted after a last request of which it is unknown what became: Paradime shows the former nodes or the new ones. Publishing again settles it.';
      return new Interruption(error.cause.signal, message, error);
    }
    return error;
  }

  #describeChange(): string {
    if (this.#change === undefined) return '';
    const { what, isAnswered } = this.#change;
    return isAnswered
      ? `; the integration itself was ${what}`
      : `; whether the integration itself was ${what} is unknown`;
  }
}
