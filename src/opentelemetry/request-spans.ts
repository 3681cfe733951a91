import { type Span, SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api';
import type { RequestEndEvent, RequestEvent, RequestStartEvent } from '../transport/events.js';
import { outcomeAttributes, requestAttributes, spanName } from './attributes.js';

/** The spans of the requests that are under way. Each sending has one of its own, as the conventions for HTTP ask. */
export class RequestSpans {
  readonly #tracer: Tracer;
  readonly #underWay = new Map<string, Span>();

  constructor(tracer: Tracer) {
    this.#tracer = tracer;
  }

  /** Begins below the span that is active now. */
  start(event: RequestStartEvent): void {
    const options = { kind: SpanKind.CLIENT, attributes: requestAttributes(event) };
    this.#underWay.set(keyOf(event), this.#tracer.startSpan(spanName(event), options));
  }

  end(event: RequestEndEvent): void {
    const key = keyOf(event);
    const span = this.#underWay.get(key);
    if (span === undefined) return; // It started before this listener was there to hear of it.
    this.#underWay.delete(key);
    const attributes = outcomeAttributes(event);
    span.setAttributes(attributes);
    if (attributes['error.type'] !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  }
}

/** Requests of one operation run side by side: the call tells them apart, and the attempt what is sent again. */
function keyOf({ callId, attempt }: RequestEvent): string {
  return `${callId} ${attempt}`;
}
