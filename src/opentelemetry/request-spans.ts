import { type Span, SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api';
import type { RequestEndEvent, RequestEvent, RequestStartEvent } from '../transport/events.js';
import { outcomeAttributes, requestAttributes, spanName } from './attributes.js';

/** The spans of the requests in flight. Each attempt has its own, as the conventions for HTTP require. */
export class RequestSpans {
  readonly #tracer: Tracer;
  readonly #inFlight = new Map<string, Span>();

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  /** Starts a span below the one that is active now. */
  start(event: RequestStartEvent): void {
    const options = { kind: SpanKind.CLIENT, attributes: requestAttributes(event) };
    this.#inFlight.set(keyOf(event), this.#tracer.startSpan(spanName(event), options));
  }

  end(event: RequestEndEvent): void {
    const key = keyOf(event);
    const span = this.#inFlight.get(key);
    if (span === undefined) return; // The request started before this listener was in place.
    this.#inFlight.delete(key);
    const attributes = outcomeAttributes(event);
    span.setAttributes(attributes);
    if (attributes['error.type'] !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  }
}

/** Identifies a request: calls run concurrently, and each can have several attempts. */
function keyOf({ callId, attempt }: RequestEvent): string {
  return `${callId} ${attempt}`;
}
