import { ConfigurationError } from './errors.js';

/** Throws a `ConfigurationError` that names the option, unless its value is a whole number of at least `least`. */
export function requireWholeNumber(option: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new ConfigurationError(`\`${option}\` must be a whole number of at least ${least} (got ${value}).`);
}
