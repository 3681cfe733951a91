import { InvalidArgumentError } from 'commander';

/** Parses a percentage from 0% to 100%. */
export function percentage(text: string): string {
  const [, digits] = /^(\d+(?:\.\d+)?)%$/.exec(text) ?? [];
  if (digits !== undefined && Number(digits) <= 100) return text;
  throw new InvalidArgumentError('It must be a percentage from 0% to 100%, such as 90%.');
}
