import { type Attributes, trace } from '@opentelemetry/api';
import type { ParadimeEvent } from '../events.js';
import { errorAttributes } from './attributes.js';

type MomentEvent = Exclude<ParadimeEvent, { type: 'request-start' | 'request-end' }>;

/** What takes no time of its own becomes an event on the span that is active: the caller's, around the whole publication. */
export function noteOnActiveSpan(event: MomentEvent): void {
  trace.getActiveSpan()?.addEvent(`paradime.${event.type.replace('-', '.')}`, attributesOf(event));
}

function attributesOf(event: MomentEvent): Attributes {
  switch (event.type) {
    case 'retry':
      return {
        'graphql.operation.name': event.operationName,
        'paradime.attempt': event.attempt,
        'paradime.delay': event.delayMs / 1000,
        ...errorAttributes(event.error),
      };
    case 'snapshot-opened':
      return snapshotAttributes(event.integrationUid, event.snapshotId);
    case 'snapshot-restarted':
      return {
        ...snapshotAttributes(event.integrationUid, event.abandonedSnapshotId),
        'paradime.restart': event.restart,
        'paradime.delay': event.delayMs / 1000,
        ...errorAttributes(event.error),
      };
    case 'snapshot-committed':
      return { ...snapshotAttributes(event.integrationUid, event.snapshotId), 'paradime.snapshot.nodes': event.nodes };
  }
}

function snapshotAttributes(integrationUid: string, snapshotId: number | undefined): Attributes {
  return {
    'paradime.integration.uid': integrationUid,
    ...(snapshotId !== undefined && { 'paradime.snapshot.id': snapshotId }),
  };
}
