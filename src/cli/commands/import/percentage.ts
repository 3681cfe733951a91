import { InvalidArgumentError } from 'commander';
import { parsePercentage } from '../../../import/core/min-lineage.js';

/** Checks the value of `--min-lineage`. */
export function percentage(text: string): string {
  if (parsePercentage(text) !== undefined) return text;
  throw new InvalidArgumentError('It must be a percentage from 0% to 100%, such as 90%.');
}
