import { InvalidArgumentError } from 'commander';

/** Timers of Node run for at most 2 ** 31 - 1 milliseconds. */
const mostSeconds = 2_147_483;

/** Parses a time limit. */
export function seconds(text: string): number {
  const number = Number(text);
  if (/^[\d.]+$/.test(text) && number >= 0.001 && number <= mostSeconds) return number;
  throw new InvalidArgumentError(`It must be a number of seconds, from 0.001 to ${mostSeconds}.`);
}

/** Parses a whole number of at least 1. */
export function positiveInteger(text: string): number {
  if (!/^0*[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('It must be a whole number of at least 1.');
  return Number(text);
}

/** Parses a whole number of at least 0. */
export function nonNegativeInteger(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a whole number of at least 0.');
  return Number(text);
}
