import type { ParadimeEvent } from '../../../../events.js';
import { readLimits } from '../../../../publish/options.js';
import type { Redact } from '../../../../transport/redact.js';
import { readRetryOptions } from '../../../../transport/retry.js';
import { describeDuration, ordinal } from '../../../terminal/words.js';

/**
 * Makes a function that describes a delay in one short line: a request that is sent again, or a publication that starts over.
 * Undefined for other events. An error that is the same as the one before is not described again.
 */
export function createTroubleNotes(redact: Redact): (event: ParadimeEvent) => string | undefined {
  let last: string | undefined;
  const describe = (what: string, which: string, message: string): string => {
    const isSame = message === last;
    last = message;
    if (isSame) return `${what} (${which}; same error)`;
    return cut(`${what}: ${redact(message).split('\n')[0]}`); // Half a secret would not be recognised later.
  };
  return (event) => {
    if (event.type === 'retry') {
      const what = `Sending ${event.operationName} again in ${describeDuration(event.delayMs)}`;
      return describe(what, `${ordinal(event.attempt)} of ${retries} retries`, event.error.message);
    }
    if (event.type === 'snapshot-restarted') {
      const what = `Sending all nodes again in ${describeDuration(event.delayMs)}, to a new snapshot`;
      return describe(what, `${ordinal(event.restart)} of ${restarts} restarts`, event.error.message);
    }
    return undefined;
  };
}

// The program leaves both at their defaults.
const retries = readRetryOptions().maxAttempts - 1;
const restarts = readLimits({}).maxRestarts;

const noteLength = 200;

function cut(text: string): string {
  return text.length <= noteLength ? text : `${text.slice(0, noteLength - 1).trimEnd()}…`;
}
