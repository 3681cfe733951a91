import * as z from 'zod';
import { didYouMean } from '../lineage/suggest.js';
import type { Path, Problem } from './parsed-text.js';

/** Validates a freshly parsed value, removing nulls from it in place: null counts as absent. */
export function validate<T>(schema: z.ZodType<T>, value: unknown, base: Path = []): Validated<T> {
  dropNulls(value);
  const result = schema.safeParse(value);
  if (result.success) return { data: result.data };
  const problems = result.error.issues.flatMap((issue) =>
    toProblems(issue, value).map((problem): FormProblem => ({ ...problem, rule: issue.code })),
  );
  return { problems: problems.map((problem) => ({ ...problem, path: [...base, ...problem.path] })) };
}

/** A valid value, or the problems of an invalid one. */
export type Validated<T> =
  | { readonly data: T; readonly problems?: undefined }
  | { readonly data?: undefined; readonly problems: readonly FormProblem[] };

/** A problem that validation found, with the rule of zod that was broken. */
export interface FormProblem extends Problem {
  readonly rule?: z.core.$ZodIssue['code'] | undefined;
}

/** Converts the value if it is valid. Problems are passed on. */
export function mapData<From, To>(validated: Validated<From>, make: (data: From) => To): Validated<To> {
  return validated.problems ? validated : { data: make(validated.data) };
}

/** A schema for an object with these properties and no others. Messages call it `what`, such as `a chart`. */
export function shape<Shape extends z.core.$ZodLooseShape>(
  what: string,
  properties: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  // zod reports only which keys are unknown; the message carries those that are known to `toProblems`.
  const known = [what, ...Object.keys(properties)].join('\n');
  return z.strictObject(properties, { error: ({ code }) => (code === 'unrecognized_keys' ? known : undefined) });
}

/** Removes null properties, at any depth. Nulls in lists stay. */
function dropNulls(value: unknown): void {
  if (!isObject(value)) return;
  for (const key in value) {
    const child = value[key];
    if (child === null && !Array.isArray(value)) delete value[key];
    else dropNulls(child);
  }
}

/** Unlike `isRecord`, true for a list. */
function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

const names: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function toProblems(issue: z.core.$ZodIssue, document: unknown): readonly Problem[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  const found = valueAt(document, path);
  const must = (what: string): readonly Problem[] => [
    { path, message: found === undefined ? `is missing; it must be ${what}` : `must be ${what}; found ${show(found)}` },
  ];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const [what, ...known] = issue.message.split('\n');
      return issue.keys.map((key) => ({
        path: [...path, key],
        isKey: true,
        message: `is unknown: ${what} may have ${known.join(', ')}${didYouMean(key, known)}`,
      }));
    }
    case 'invalid_type':
      return must(names[issue.expected] ?? issue.expected);
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      return must(`${allowed.length > 1 ? 'one of ' : ''}${allowed.join(', ')}`).map(({ message }) => ({
        path,
        message: message + didYouMean(found, allowed),
      }));
    }
    case 'invalid_key':
      return issue.issues.map(({ message }) => ({ path, isKey: true, message: `is not a valid name: it ${message}` }));
    case 'invalid_union': {
      const options = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
      return must(options.length > 0 ? `one of ${options.join(', ')}` : issue.message).map(({ message }) => ({
        path,
        message: message + didYouMean(found, options),
      }));
    }
    default:
      return [{ path, message: issue.message }];
  }
}

function valueAt(document: unknown, path: Path): unknown {
  let value = document;
  for (const step of path) {
    if (!isObject(value) || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value;
}

/** Describes a value for a message, in 80 characters at most. */
function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
