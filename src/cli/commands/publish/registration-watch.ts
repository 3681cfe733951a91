import type { ParadimeEvent } from '../../../events.js';
import { PublishError } from '../../../publish/errors.js';
import { outcomeOf } from '../../../transport/outcome.js';
import { Interruption } from '../../terminal/failure.js';

/** Records whether a publication changed the integration itself, to report it if the nodes are then not published. */
export class RegistrationWatch {
  /** The last change that was requested, and whether the server has answered. */
  #change: { readonly what: string; readonly isAnswered: boolean } | undefined;

  onEvent(event: ParadimeEvent): void {
    if (event.type !== 'request-start' && event.type !== 'request-end') return;
    const what = changes[event.operationName];
    if (what === undefined) return;
    const isAnswered = event.type === 'request-end' && event.status !== undefined;
    const error = event.type === 'request-end' ? event.error : undefined;
    if (isAnswered && error && outcomeOf(error) !== 'ambiguous') this.#change = undefined;
    else this.#change = { what, isAnswered: isAnswered && error === undefined };
  }

  /** Returns the error of a publication. That of an interruption says what has changed so far. */
  describe(error: unknown): unknown {
    if (error instanceof Interruption) {
      const message = `Interrupted. Nothing was published: Paradime still shows the previous nodes${this.#describeChange()}.`;
      return new Interruption(error.signal, message);
    }
    if (error instanceof PublishError && error.cause instanceof Interruption) {
      const message =
        'Interrupted during the last request. Whether it took effect is unknown: Paradime shows either the previous nodes or the new ones. Publish again to be certain.';
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

const changes: Readonly<Record<string, string>> = {
  AddCustomIntegration: 'registered',
  UpdateCustomIntegration: 'updated',
};
