/** Whether a value is an object with string keys: neither null nor an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a key of an object. A value that is not a string is not converted to one. */
export function isKeyOf(object: object, key: unknown): boolean {
  return typeof key === 'string' && Object.hasOwn(object, key);
}
