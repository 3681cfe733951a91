import type { SnapshotEvent } from './publish/events.js';
import type { RequestEndEvent, RequestStartEvent, RetryEvent } from './transport/events.js';

/**
 * An event that `onEvent` is called with; `type` says which. Never contains variables, headers, credentials or the
 * endpoint's path.
 */
export type ParadimeEvent = RequestStartEvent | RequestEndEvent | RetryEvent | SnapshotEvent;
