/** A moment: a `Date`, an ISO 8601 text with an offset (`2024-05-01T09:00:00Z`, `...+02:00`), or epoch seconds. */
export type Timestamp = Date | string | number;

const iso = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/** Epoch seconds of a moment, rounded down; or, as a text, what is wrong with it. */
export function epochSeconds(timestamp: Timestamp): number | string {
  if (typeof timestamp === 'number') {
    return Number.isFinite(timestamp) ? Math.floor(timestamp) : `is ${timestamp}, which is no moment`;
  }
  if (timestamp instanceof Date) return inSeconds(timestamp.getTime(), 'an invalid Date');
  if (typeof timestamp !== 'string') return `is a ${typeof timestamp}; give a Date, an ISO 8601 text or epoch seconds`;
  const [, date, time, offset] = iso.exec(timestamp) ?? [];
  if (offset === undefined) {
    return date === undefined && !/^\d{4}-\d{2}-\d{2}$/.test(timestamp)
      ? `is ${JSON.stringify(timestamp)}, which is no ISO 8601 text such as 2024-05-01T09:00:00Z`
      : `is ${JSON.stringify(timestamp)}, which has no offset: it would mean another moment on another machine. Append Z for UTC, or an offset such as +02:00`;
  }
  const digits = offset.replace(':', '');
  const colon = digits.length === 1 ? 'Z' : `${digits.slice(0, 3)}:${digits.slice(3).padEnd(2, '0')}`;
  const isRealDay = new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(`${date}`);
  return inSeconds(isRealDay ? Date.parse(`${date}T${time}${colon}`) : Number.NaN, JSON.stringify(timestamp));
}

function inSeconds(ms: number, shown: string): number | string {
  return Number.isNaN(ms) ? `is ${shown}, which is no moment of the calendar` : Math.floor(ms / 1000);
}

/** Whether epoch seconds fit the API's 32-bit Int. */
export function fitsInt(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds >= -(2 ** 31) && seconds < 2 ** 31;
}
