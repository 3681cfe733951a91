import { InvalidArgumentError } from 'commander';

/** Parses the value of `--max-removed`. */
export function removalLimit(text: string): RemovalLimit {
  const [, number, percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? [];
  if (number === undefined || (percent === '' && !Number.isInteger(Number(number)))) {
    throw new InvalidArgumentError('It must be a number of nodes, or a percentage such as 20%.');
  }
  return { text, most: (previous) => (percent ? (previous * Number(number)) / 100 : Number(number)) };
}

/** The number of nodes that may be removed at once: absolute, or a share of the last publication's nodes. */
export interface RemovalLimit {
  readonly text: string;
  readonly most: (previous: number) => number;
}
