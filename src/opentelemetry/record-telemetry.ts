import { type MeterProvider, metrics, type TracerProvider, trace } from '@opentelemetry/api';
import type { ParadimeEvent } from '../events.js';
import { createMeasurements } from './measurements.js';
import { RequestSpans } from './request-spans.js';
import { noteOnActiveSpan } from './span-notes.js';

export interface TelemetryOptions {
  /** Makes the spans. Default: the provider that is registered globally. */
  readonly tracerProvider?: TracerProvider | undefined;
  /** Makes the metrics. Default: the provider that is registered globally, which has to be so already. */
  readonly meterProvider?: MeterProvider | undefined;
}

const scope = 'paradime-integrations';

/**
 * A listener for `onEvent` that records spans and metrics through OpenTelemetry: a client span for each request, below the
 * span that is active when the request starts; what happens between requests as events on that span; durations, retries
 * and publications as metrics. Any number of clients can share one.
 *
 * Records no variables, headers, credentials or messages of errors, and of the endpoint the origin only.
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
