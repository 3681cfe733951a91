import type { GraphQLSchema } from 'graphql';
import type { Drift } from './compare-schemas.js';
import { askedArgument } from './probe.js';

/** What the errors of a probe tell. */
export interface ProbeAnswer {
  readonly drifts: readonly Drift[];
  /** Whether the server refused what every probe has wrong: only then did it look at the rest. */
  readonly isChecked: boolean;
  /** What it says besides, of which it is not clear what it means. */
  readonly unclear: readonly string[];
}

const quoted = /["'`]([^"'`]+)["'`]/.source;

/** What the validation of GraphQL servers says (graphql-js, and graphql-core of Python), and what it means. */
const meanings: readonly (readonly [
  pattern: RegExp,
  path: (parts: readonly string[]) => string,
  message: (parts: readonly string[]) => string,
])[] = [
  [new RegExp(`Unknown type ${quoted}`), ([type = '']) => type, ([type]) => `The type ${type} is not known there`],
  [
    new RegExp(`Cannot query field ${quoted} on type ${quoted}`),
    ([field, type]) => `${type}.${field}`,
    ([field, type]) => `The field ${field} of ${type} is not known there`,
  ],
  [
    new RegExp(`Unknown argument ${quoted} on field ${quoted}`),
    ([argument, field]) => `${field}.${argument}`,
    ([argument, field]) => `The argument ${argument} of ${field} is not known there`,
  ],
  [
    new RegExp(`Field ${quoted} is not defined by type ${quoted}`),
    ([field, type]) => `${type}.${field}`,
    ([field, type]) => `The field ${field} of the input ${type} is not known there`,
  ],
  [
    new RegExp(`Value ${quoted} does not exist in ${quoted} enum`),
    ([value, type]) => `${type}.${value}`,
    ([value, type]) => `The value ${value} of ${type} is not known there`,
  ],
  [
    new RegExp(`Variable ["'\`]\\$(\\w+)["'\`] of type ${quoted} used in position expecting type ${quoted}`),
    ([, type = '']) => type.replace(/[[\]!]/g, ''),
    ([, type, wanted]) => `${type} is sent where the server expects ${wanted}`,
  ],
  [
    new RegExp(`Field ${quoted} of required type ${quoted} was not provided`),
    ([field = '']) => field,
    ([field, type]) => `The server requires ${field} (${type}), which is not known here`,
  ],
  [
    new RegExp(`Field ${quoted} argument ${quoted} of type ${quoted} is required`),
    ([field, argument]) => `${field}.${argument}`,
    ([field, argument, type]) =>
      `The server requires the argument ${argument} (${type}) of ${field}, which is not known here`,
  ],
];

const expected = /Fragment ["'`]Never["'`] cannot be spread here/;

const typeTold = new RegExp(
  `Variable ["'\`]\\$(\\w+)["'\`] of type ["'\`]Boolean["'\`] used in position expecting type ${quoted}`,
);

/** Reads what a server says of a probe that was made of that schema. */
export function readProbeErrors(schema: GraphQLSchema, messages: readonly string[]): ProbeAnswer {
  const drifts = new Map<string, Drift>();
  const unclear: string[] = [];
  for (const message of messages) {
    if (expected.test(message)) continue;
    const [, variable = '', wanted] = typeTold.exec(message) ?? [];
    const asked = askedArgument(schema, variable);
    if (asked?.type === wanted && asked) continue;
    const drift = asked ? describeType(asked, wanted) : readMessage(message);
    if (drift) drifts.set(drift.message, drift);
    else unclear.push(message);
  }
  return { drifts: [...drifts.values()], isChecked: messages.some((message) => expected.test(message)), unclear };
}

function describeType(
  { path, type }: { readonly path: string; readonly type: string },
  wanted: string | undefined,
): Drift {
  return {
    severity: 'breaking',
    path,
    message: `The argument ${path} is sent as ${type}, and the server expects ${wanted}`,
  };
}

function readMessage(message: string): Drift | undefined {
  for (const [pattern, path, describe] of meanings) {
    const [found, ...parts] = pattern.exec(message) ?? [];
    if (found === undefined) continue;
    const hint = /Did you mean [^?]+\?/.exec(message)?.[0];
    return { severity: 'breaking', path: path(parts), message: describe(parts) + (hint ? `. ${hint}` : '') };
  }
  return undefined;
}
