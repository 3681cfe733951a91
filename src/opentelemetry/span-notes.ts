import { type Attributes, trace } from '@opentelemetry/api';
import type { ParadimeEvent } from '../events.js';
import { errorAttributes } from './attributes.js';

/** Records something without a duration as an event on the active span: the caller's, around the whole publication. */
export function noteOnActiveSpan(event: InstantEvent): void {
  trace.getActiveSpan()?.addEvent(`paradime.${event.type.replace('-', '.')}`, attributesOf(event));
}

type InstantEvent = Exclude<ParadimeEvent, { type: 'request-start' | 'request-end' }>;

function attributesOf(event: InstantEvent): Attributes {
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
