import { InvalidArgumentError } from 'commander';

// How the values of options are read.

/** Node waits no longer than 2 ** 31 milliseconds. */
const mostSeconds = 2_147_483;

/** A time limit. */
export function seconds(text: string): number {
  const number = Number(text);
  if (/^[\d.]+$/.test(text) && number >= 0.001 && number <= mostSeconds) return number;
  throw new InvalidArgumentError(`Give seconds, from 0.001 to ${mostSeconds}.`);
}

/** A number of at least one. */
export function wholeNumber(text: string): number {
  if (!/^0*[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('Give a whole number of at least 1.');
  return Number(text);
}

/** A number of at least zero. */
export function count(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Give a whole number.');
  return Number(text);
}
