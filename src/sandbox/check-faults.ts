import { validateHeaderValue } from 'node:http';
import { ConfigurationError } from '../errors.js';
import { isRecord } from '../is-record.js';
import { didYouMean } from '../lineage/suggest.js';
import { downloadFault, type Fault, type FaultEffect } from './faults.js';
import { operationNames } from './operation-name.js';

/** Throws a `ConfigurationError` that names the first fault that cannot strike as it is written. */
export function checkFaults(faults: unknown): void {
  if (!Array.isArray(faults)) throw new ConfigurationError('`faults` must be a list of faults.');
  for (const [index, fault] of faults.entries()) {
    const problem = problemOf(fault);
    if (problem !== undefined) throw new ConfigurationError(`\`faults[${index}]\`${problem}`);
  }
}

function problemOf(fault: unknown): string | undefined {
  if (!isRecord(fault)) return ` must be an object (got ${show(fault)}).`;
  const problem = misfit(fault, faultRules);
  if (problem !== undefined) return problem;
  const effect = isRecord(fault['effect']) ? fault['effect'] : {};
  return misfit(effect, { type: oneOf(Object.keys(effectRules)), ...rulesByType.get(effect['type']) });
}

/** A property of a fault: whether a value is allowed, and what is. */
interface Rule {
  readonly fits: (value: unknown) => boolean;
  readonly allowed: string;
  readonly words?: readonly string[];
}

type Rules<Name extends string = string> = Readonly<Record<Name, Rule>>;

function misfit(value: Readonly<Record<string, unknown>>, rules: Rules): string | undefined {
  for (const [name, { fits, allowed, words = [] }] of Object.entries(rules)) {
    const found = value[name];
    if (!fits(found)) return `: \`${name}\` must be ${allowed} (got ${show(found)})${didYouMean(found, words) || '.'}`;
  }
  const names = Object.keys(rules);
  const unknown = Object.keys(value).find((name) => !names.includes(name));
  if (unknown === undefined) return undefined;
  return `: only ${names.join(', ')} are allowed here (got ${JSON.stringify(unknown)})${didYouMean(unknown, names) || '.'}`;
}

const isNumber = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && value >= least && value <= most;

const isCall = (value: unknown): boolean => Number.isSafeInteger(value) && isNumber(value, 1, Number.MAX_SAFE_INTEGER);

function oneOf(words: readonly string[]): Rule {
  return {
    fits: (value) => typeof value === 'string' && words.includes(value),
    allowed: `one of ${words.join(', ')}`,
    words,
  };
}

function optional({ fits, ...rule }: Rule): Rule {
  return { fits: (value) => value === undefined || fits(value), ...rule };
}

const faultRules = {
  operation: optional(oneOf([...operationNames, downloadFault])),
  call: optional({
    fits: (value) => isCall(value) || typeof value === 'function' || (Array.isArray(value) && value.every(isCall)),
    allowed: 'a whole number of at least 1, a list of such numbers, or a function',
  }),
  probability: optional({ fits: (value) => isNumber(value, 0, 1), allowed: 'a number from 0 to 1' }),
  effect: { fits: isRecord, allowed: 'an object with a `type`' },
} satisfies Rules<keyof Fault>;

const processed = optional({ fits: (value) => typeof value === 'boolean', allowed: 'true or false' });

/** Timers take no longer time. */
const mostMs = 2 ** 31 - 1;
const milliseconds: Rule = { fits: (value) => isNumber(value, 0, mostMs), allowed: `a number from 0 to ${mostMs}` };

const effectRules = {
  reset: { processed },
  status: {
    status: {
      fits: (value) => Number.isInteger(value) && isNumber(value, 200, 599),
      allowed: 'a whole number from 200 to 599',
    },
    retryAfter: optional({
      fits: (value) => (typeof value === 'string' ? isHeaderValue(value) : isNumber(value, 0, Number.MAX_SAFE_INTEGER)),
      allowed: 'a number of seconds of at least 0, or a string that a header can have',
    }),
    processed,
  },
  delay: { ms: milliseconds, processed },
  truncate: {},
  html: { processed },
  'not-ok': {},
  refuse: { forMs: milliseconds },
} satisfies { readonly [Type in FaultEffect['type']]: Rules<OwnKey<Extract<FaultEffect, { type: Type }>>> };

type OwnKey<Effect> = Exclude<keyof Effect & string, 'type'>;

const rulesByType: ReadonlyMap<unknown, Rules> = new Map(Object.entries(effectRules));

function isHeaderValue(value: string): boolean {
  try {
    validateHeaderValue('retry-after', value);
    return true;
  } catch {
    return false; // It has a character, such as a line break, that ends the header or cannot be sent.
  }
}

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'symbol' || typeof value === 'function') return `a ${typeof value}`;
  if (Array.isArray(value)) return 'a list';
  return isRecord(value) ? 'an object' : String(value);
}
