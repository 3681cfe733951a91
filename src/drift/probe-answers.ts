import type { GraphQLSchema } from 'graphql';
import { validationWords } from '../transport/validation-words.js';
import type { Drift } from './compare-schemas.js';
import { askedArgument } from './probe.js';

/** Reads the errors with which a server refused a probe of that schema. */
export function readProbeErrors(schema: GraphQLSchema, messages: readonly string[]): ProbeAnswer {
  const drifts = new Map<string, Drift>();
  const unclear: string[] = [];
  for (const message of messages) {
    if (expected.test(message)) continue;
    const [, variable = '', wanted] = typeMismatch.exec(message) ?? [];
    const asked = askedArgument(schema, variable);
    if (asked?.type === wanted && asked) continue;
    const drift = asked ? describeType(asked, wanted) : readMessage(message);
    if (drift) drifts.set(drift.message, drift);
    else unclear.push(message);
  }
  return { drifts: [...drifts.values()], isChecked: messages.some((message) => expected.test(message)), unclear };
}

/** The findings in the errors of a probe. */
export interface ProbeAnswer {
  readonly drifts: readonly Drift[];
  /** Whether the server refused the mistake that every probe contains. Only then did it check the rest. */
  readonly isChecked: boolean;
  /** Other errors, whose meaning is unclear. */
  readonly unclear: readonly string[];
}

const quoted = /["'`]([^"'`]+)["'`]/.source;
const words = validationWords;

/** The drift behind each error message. Values and required fields are reported only here: elsewhere the caller's data may be wrong. */
const meanings: readonly (readonly [
  pattern: RegExp,
  path: (parts: readonly string[]) => string,
  message: (parts: readonly string[]) => string,
])[] = [
  [
    new RegExp(`${words.type} ${quoted}`),
    ([type = '']) => type,
    ([type]) => `The server does not know the type ${type}`,
  ],
  [
    new RegExp(`${words.field} ${quoted} on type ${quoted}`),
    ([field, type]) => `${type}.${field}`,
    ([field, type]) => `The server does not know the field ${field} of ${type}`,
  ],
  [
    new RegExp(`${words.argument} ${quoted} on field ${quoted}`),
    ([argument, field]) => `${field}.${argument}`,
    ([argument, field]) => `The server does not know the argument ${argument} of ${field}`,
  ],
  [
    new RegExp(`Field ${quoted} ${words.inputField} ${quoted}`),
    ([field, type]) => `${type}.${field}`,
    ([field, type]) => `The server does not know the field ${field} of the input ${type}`,
  ],
  [
    new RegExp(`Value ${quoted} does not exist in ${quoted} enum`),
    ([value, type]) => `${type}.${value}`,
    ([value, type]) => `The server does not know the value ${value} of ${type}`,
  ],
  [
    new RegExp(`Variable ["'\`]\\$(\\w+)["'\`] of type ${quoted} used ${words.variable} ${quoted}`),
    ([, type = '']) => type.replace(/[[\]!]/g, ''),
    ([, type, wanted]) => `${type} is sent where the server expects ${wanted}`,
  ],
  [
    new RegExp(`Field ${quoted} of required type ${quoted} was not provided`),
    ([field = '']) => field,
    ([field, type]) => `The server requires ${field} (${type}), which the local schema does not have`,
  ],
  [
    new RegExp(`Field ${quoted} argument ${quoted} of type ${quoted} is required`),
    ([field, argument]) => `${field}.${argument}`,
    ([field, argument, type]) =>
      `The server requires the argument ${argument} (${type}) of ${field}, which the local schema does not have`,
  ],
];

const expected = /Fragment ["'`]Never["'`] cannot be spread here/;

const typeMismatch = new RegExp(
  `Variable ["'\`]\\$(\\w+)["'\`] of type ["'\`]Boolean["'\`] used ${words.variable} ${quoted}`,
);

function describeType(
  { path, type }: { readonly path: string; readonly type: string },
  wanted: string | undefined,
): Drift {
  return {
    severity: 'breaking',
    path,
    message: `The argument ${path} is sent as ${type}, but the server expects ${wanted}`,
  };
}

function readMessage(message: string): Drift | undefined {
  for (const [pattern, path, describe] of meanings) {
    const [found, ...parts] = pattern.exec(message) ?? [];
    if (found === undefined) continue;
    const hint = /Did you mean [^?]{1,500}\?/.exec(message)?.[0];
    return { severity: 'breaking', path: path(parts), message: describe(parts) + (hint ? `. ${hint}` : '') };
  }
  return undefined;
}
