import type { SnapshotCommittedEvent, SnapshotOpenedEvent } from './publish/events.js';
import type { RequestEndEvent, RequestStartEvent } from './transport/events.js';

/** What `onEvent` is told, apart by `type`. Never holds variables, headers, credentials or the endpoint's path. */
export type ParadimeEvent = RequestStartEvent | RequestEndEvent | SnapshotOpenedEvent | SnapshotCommittedEvent;
