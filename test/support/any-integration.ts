import fc from 'fast-check';
import type { Definition, Node, NodeColor, NodeType, Reference } from 'paradime-integrations';

/** Texts with all that text can have: line breaks, quotes, what YAML reads as something else, other planes. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    'null',
    'true',
    'yes',
    '1',
    '0x1f',
    '1e3',
    '.nan',
    '~',
    '- a',
    'a: b',
    '# a',
    '<<',
    '*a',
    '&a',
    '',
    ' ',
    '\n',
    ' a\n b\n',
    "'",
    '"',
    '2024-05-01',
    '\u2028',
    '\ud83d\ude00',
    '\t',
    'a\r\nb',
    '\u0000',
    '\ufeff',
    '\u0085',
  ),
);
const someText = anyText.filter((text) => text.trim() !== '' && text !== '__proto__');
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 2 });
const seconds = optional(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }));
const colors: readonly NodeColor[] = ['LEAF', 'CYAN', 'CORAL', 'VIOLET', 'ORANGE', 'MANDY', 'TEAL', 'GREEN'];

/** A plain object without the keys that are undefined, as JSON has it. */
const dense = <T extends object>(record: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  record.map((value) => {
    const plain = { ...value };
    for (const key of Object.keys(plain)) if (Reflect.get(plain, key) === undefined) Reflect.deleteProperty(plain, key);
    return plain;
  });

const reference: fc.Arbitrary<Reference> = fc.oneof(
  dense(
    fc.record({
      kind: fc.constant('dbt' as const),
      table: anyText,
      schema: optional(anyText),
      database: optional(anyText),
    }),
  ),
  dense(
    fc.record({
      kind: fc.constant('native' as const),
      nodeType: fc.constantFrom('LookerLook' as const, 'TableauWorkbook' as const),
      name: optional(anyText),
      id: optional(anyText),
    }),
  ),
  dense(
    fc.record({
      kind: fc.constant('custom' as const),
      integration: fc.oneof(anyText, dense(fc.record({ uid: anyText, name: optional(anyText) }))),
      nodeType: anyText,
      name: optional(anyText),
      id: optional(anyText),
    }),
  ),
);
const references = optional(fc.array(reference, { maxLength: 3 }));
const fields = optional(
  fc.array(
    dense(
      fc.record({
        name: anyText,
        description: optional(anyText),
        type: optional(anyText),
        dataType: optional(anyText),
      }),
    ),
    {
      maxLength: 3,
    },
  ),
);

const common = {
  nodeType: anyText,
  name: anyText,
  integration: optional(anyText),
  id: optional(anyText),
  description: optional(anyText),
  url: optional(anyText),
  createdAt: seconds,
  upstream: references,
  downstream: references,
};
const owned = {
  owner: optional(anyText),
  tags: optional(fc.array(anyText, { maxLength: 3 })),
  lastModifiedAt: seconds,
};
const table = { database: optional(anyText), schema: optional(anyText), table: optional(anyText) };

const node: fc.Arbitrary<Node> = fc.oneof(
  dense(fc.record({ kind: fc.constant('chart' as const), ...common, ...owned, fields })),
  dense(fc.record({ kind: fc.constant('dashboard' as const), ...common, ...owned })),
  dense(fc.record({ kind: fc.constant('datasource' as const), ...common, ...table, fields })),
);

const nodeType: fc.Arbitrary<NodeType> = dense(
  fc.record({
    kind: optional(fc.constantFrom('chart' as const, 'dashboard' as const, 'datasource' as const)),
    icon: optional(anyText),
    color: optional(fc.constantFrom(...colors)),
  }),
);

const definition: fc.Arbitrary<Definition> = dense(
  fc.record({
    name: someText,
    logoUrl: optional(anyText),
    nodeTypes: fc.dictionary(someText, nodeType, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
  }),
);

/** Any integration that the types allow, of a form that Paradime might not take. */
export const anyIntegration: fc.Arbitrary<{ readonly definition: Definition; readonly nodes: readonly Node[] }> =
  fc.record({
    definition,
    nodes: fc.array(node, { maxLength: 6 }),
  });
