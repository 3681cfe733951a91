import { ConfigurationError, show } from './errors.js';

/** Throws a `ConfigurationError` that names the option, unless its value is a whole number from `least` to `most`. */
export function requireWholeNumber(option: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  const range = most < Number.MAX_SAFE_INTEGER ? `from ${least} to ${most}` : `of at least ${least}`;
  throw new ConfigurationError(`\`${option}\` must be a whole number ${range} (got ${show(value)}).`);
}
