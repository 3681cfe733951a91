import { show } from '../errors.js';

/** A time: a `Date`, an ISO 8601 string with an offset (`2024-05-01T09:00:00Z`, `...+02:00`), or epoch seconds. */
export type Timestamp = Date | string | number;

const iso = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/** Converts a time to epoch seconds, rounded down. If that is impossible, returns a message that says why. */
export function epochSeconds(timestamp: Timestamp): number | string {
  if (typeof timestamp === 'number') {
    return Number.isFinite(timestamp)
      ? Math.floor(timestamp)
      : `must be a finite number of epoch seconds (got ${timestamp})`;
  }
  if (timestamp instanceof Date) return inSeconds(timestamp.getTime(), 'must be a valid Date (got an invalid one)');
  if (typeof timestamp !== 'string') {
    return `must be a Date, an ISO 8601 string or epoch seconds (got a value of type ${typeof timestamp})`;
  }
  const shown = show(timestamp);
  const [, date, time, offset] = iso.exec(timestamp) ?? [];
  if (offset === undefined) {
    return date === undefined && !/^\d{4}-\d{2}-\d{2}$/.test(timestamp)
      ? `must be a date with an offset, such as 2024-05-01T09:00:00Z (got ${shown})`
      : `must have an offset, such as 2024-05-01T09:00:00Z or 2024-05-01T11:00:00+02:00 (got ${shown})`;
  }
  const digits = offset.replace(':', '');
  const colon = digits.length === 1 ? 'Z' : `${digits.slice(0, 3)}:${digits.slice(3).padEnd(2, '0')}`;
  const isRealDay = new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(`${date}`);
  return inSeconds(
    isRealDay ? Date.parse(`${date}T${time}${colon}`) : Number.NaN,
    `is ${shown}, which is not a valid date`,
  );
}

function inSeconds(ms: number, problem: string): number | string {
  return Number.isNaN(ms) ? problem : Math.floor(ms / 1000);
}

/** Whether epoch seconds fit the API's 32-bit Int. */
export function fitsInt(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds >= -(2 ** 31) && seconds < 2 ** 31;
}
