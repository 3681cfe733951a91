import { type MeterProvider, metrics, type TracerProvider, trace } from '@opentelemetry/api';
import type { ParadimeEvent } from '../events.js';
import { createMeasurements } from './measurements.js';
import { RequestSpans } from './request-spans.js';
import { noteOnActiveSpan } from './span-notes.js';

/**
 * Creates a listener for `onEvent` that records spans and metrics through OpenTelemetry. Any number of clients can share it.
 *
 * - Each request becomes a client span below the span that is active when the request starts.
 * - Events between requests, such as retries and commits, become events on the active span.
 * - Durations, retries and publications become metrics.
 *
 * It never records variables, headers, credentials or error messages. Of the endpoint it records only the origin.
 */
export function recordTelemetry({
  tracerProvider = trace,
  meterProvider = metrics,
}: TelemetryOptions = {}): (event: ParadimeEvent) => void {
  const spans = new RequestSpans(tracerProvider.getTracer(scope));
  const measure = createMeasurements(meterProvider.getMeter(scope));
  return (event) => {
    measure(event);
    if (event.type === 'request-start') spans.start(event);
    else if (event.type === 'request-end') spans.end(event);
    else noteOnActiveSpan(event);
  };
}

export interface TelemetryOptions {
  /** Makes the spans. Default: the globally registered provider. */
  readonly tracerProvider?: TracerProvider | undefined;
  /** Makes the metrics. Default: the globally registered provider, which must be registered before this call. */
  readonly meterProvider?: MeterProvider | undefined;
}

const scope = 'paradime-integrations';
