import type { SandboxRequest } from '../../../sandbox/request-log.js';
import { printable } from '../../terminal/terminal.js';
import { describeDuration, plural } from '../../terminal/words.js';

/** A request in one line, such as `12:03:44 AddCustomIntegrationNodes 200 ok 1,024 nodes 3 ms`, without its contents. */
export function describeRequest(request: SandboxRequest): string {
  const { operationName, fields, status, outcome = '', nodes, startedAt, durationMs } = request;
  // A connection that was cut has no status.
  return [
    timeOf(startedAt),
    printable(operationName ?? (fields.slice(0, 3).join(', ') || '(unreadable request)')),
    ...(status === 0 ? [] : [status]),
    outcome,
    ...(nodes === undefined ? [] : [plural(nodes, 'node')]),
    describeDuration(durationMs),
  ].join(' ');
}

/** The local time of day, such as `12:03:44`. */
function timeOf(epochMs: number): string {
  return new Date(epochMs).toTimeString().slice(0, 8);
}
