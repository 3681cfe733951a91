import type { SnapshotEvent } from './publish/events.js';
import type { RequestEndEvent, RequestStartEvent, RetryEvent } from './transport/events.js';

/** What `onEvent` is told, apart by `type`. Never holds variables, headers, credentials or the endpoint's path. */
export type ParadimeEvent = RequestStartEvent | RequestEndEvent | RetryEvent | SnapshotEvent;
