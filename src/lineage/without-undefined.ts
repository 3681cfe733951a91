/** The object without what is undefined: nodes are plain data, ready for JSON. */
export function present<T extends object>(object: T): T {
  for (const key of Reflect.ownKeys(object)) {
    if (Reflect.get(object, key) === undefined) Reflect.deleteProperty(object, key);
  }
  return object;
}
