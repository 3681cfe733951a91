/** Copies an object without the properties that are undefined, so that it is plain data, ready for JSON. */
export function withoutUndefined<T extends object>(object: T): T {
  const copy = { ...object };
  for (const key of Reflect.ownKeys(copy)) {
    if (Reflect.get(copy, key) === undefined) Reflect.deleteProperty(copy, key);
  }
  return copy;
}

/** Copies an object without the properties that are undefined or null. Rows of a database hold null for what is absent. */
export function withoutNullish<T extends object>(object: T): WithoutNull<T>;
export function withoutNullish(object: object): object {
  const copy = { ...object };
  for (const key of Reflect.ownKeys(copy)) {
    if ((Reflect.get(copy, key) ?? undefined) === undefined) Reflect.deleteProperty(copy, key);
  }
  return copy;
}

type WithoutNull<T> = { [Key in keyof T]: Exclude<T[Key], null> };
