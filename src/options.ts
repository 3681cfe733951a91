import { ConfigurationError, show } from './errors.js';
import { isRecord } from './is-record.js';

/** The options of a call by name, each with the type of its value. `any` leaves the value to a check of its own. */
export type OptionTypes = Readonly<Record<string, 'any' | 'list' | 'boolean' | 'function'>>;

/**
 * Throws a `ConfigurationError` for options that are not an object, have an unknown name, or a value of the wrong type.
 * `what` names the options in the message.
 */
export function checkOptions(what: string, options: unknown, types: OptionTypes): void {
  const names = Object.keys(types)
    .join(', ')
    .replace(/, (\w+)$/, ' and $1');
  if (!isRecord(options)) {
    throw new ConfigurationError(`${what} must be an object with ${names} (got ${show(options)}).`);
  }
  for (const name of Object.keys(options)) {
    if (Object.hasOwn(types, name)) continue;
    throw new ConfigurationError(`${what} has an unknown property "${name}". Its properties are ${names}.`);
  }
  checkTypes(options, types);
}

/** Throws a `ConfigurationError` for a value of the wrong type. Absent values and unknown names pass. */
export function checkTypes(options: Readonly<Record<string, unknown>>, types: OptionTypes): void {
  for (const [name, type] of Object.entries(types)) {
    const value = options[name];
    if (value === undefined || type === 'any') continue;
    if (type === 'list' ? Array.isArray(value) : value === null || typeof value === type) continue;
    throw new ConfigurationError(`\`${name}\` must be a ${type} (got ${show(value)}).`);
  }
}
