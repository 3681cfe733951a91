/** Copies an object without the properties that are undefined, so that it is plain data, ready for JSON. */
export function withoutUndefined<T extends object>(object: T): T {
  const copy = { ...object };
  for (const key of Reflect.ownKeys(copy)) {
    if (Reflect.get(copy, key) === undefined) Reflect.deleteProperty(copy, key);
  }
  return copy;
}
