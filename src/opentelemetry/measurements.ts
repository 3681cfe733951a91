import type { Meter } from '@opentelemetry/api';
import type { ParadimeEvent } from '../events.js';
import { errorAttributes, operationAttributes, outcomeAttributes } from './attributes.js';

/** Returns a listener that counts and times events. Dimensions have few values, so ids of integrations and snapshots are left out. */
export function createMeasurements(meter: Meter): (event: ParadimeEvent) => void {
  const duration = meter.createHistogram('http.client.request.duration', {
    unit: 's',
    description: 'Duration of HTTP client requests.',
    advice: { explicitBucketBoundaries: durationBuckets },
  });
  const retries = meter.createCounter('paradime.retries', {
    unit: '{retry}',
    description: 'Requests that failed and were sent again.',
  });
  const restarts = meter.createCounter('paradime.publication.restarts', {
    unit: '{restart}',
    description: 'Publications that started again in a new snapshot.',
  });
  const commits = meter.createCounter('paradime.publication.commits', {
    unit: '{commit}',
    description: 'Snapshots that were committed.',
  });
  const nodes = meter.createCounter('paradime.publication.nodes', {
    unit: '{node}',
    description: 'Nodes of the snapshots that were committed.',
  });
  return (event) => {
    switch (event.type) {
      case 'request-end': {
        const method = { 'http.request.method': 'POST' };
        const attributes = { ...operationAttributes(event), ...method, ...outcomeAttributes(event) };
        duration.record(event.durationMs / 1000, attributes);
        break;
      }
      case 'retry':
        retries.add(1, { ...operationAttributes(event), ...errorAttributes(event.error) });
        break;
      case 'snapshot-restarted':
        restarts.add(1, errorAttributes(event.error));
        break;
      case 'snapshot-committed':
        commits.add(1);
        nodes.add(event.nodes);
        break;
    }
  };
}

/** The boundaries that the conventions give for durations of HTTP requests, in seconds. */
const durationBuckets = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
