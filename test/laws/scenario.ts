import fc from 'fast-check';
import { defineIntegration, type Node, type NodeSource } from 'paradime-integrations';
import { fault } from './faults.js';

const definitions = {
  first: defineIntegration({ name: 'Laws', nodeTypes: { Question: { kind: 'chart' }, Board: { kind: 'dashboard' } } }),
  grown: defineIntegration({
    name: 'Laws',
    nodeTypes: { Question: { kind: 'chart' }, Board: { kind: 'dashboard' }, Model: { kind: 'datasource' } },
  }),
  other: defineIntegration({ name: 'Laws', nodeTypes: { Question: { kind: 'chart' }, Model: { kind: 'datasource' } } }),
};
export type Definitions = keyof typeof definitions;
export const definitionOf = (which: Definitions) => definitions[which];

/** A value in one of so many cases, else undefined. */
function inOneOf<Value>(cases: number, arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.oneof({ weight: cases - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

/** The integration before the first publication. */
const before = fc.constantFrom('absent' as const, 'active' as const, 'inactive' as const);

const publication = fc.record({
  definition: fc.constantFrom<Definitions>('first', 'first', 'grown', 'other'),
  count: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 40 }) }, { weight: 1, arbitrary: fc.constant(0) }),
  size: fc.constantFrom(0, 0, 400),
  source: fc.constantFrom(
    'array' as const,
    'array' as const,
    'function' as const,
    'function' as const,
    'promise' as const,
    'stream' as const,
    'async' as const,
    'slow' as const,
    'throws' as const,
    'hangs' as const,
    'another-set' as const,
    'stuck-close' as const,
  ),
  batch: fc.record({
    initial: fc.integer({ min: 1, max: 12 }),
    max: fc.integer({ min: 1, max: 24 }),
    maxBytes: fc.constantFrom(3000, 10_000, 1_000_000),
  }),
  concurrency: fc.integer({ min: 1, max: 5 }),
  maxRestarts: fc.integer({ min: 0, max: 3 }),
  onAmbiguous: fc.constantFrom('restart' as const, 'restart' as const, 'restart' as const, 'resend' as const),
  manifest: fc.boolean(),
  abortAfterMs: inOneOf(4, fc.integer({ min: 0, max: 60 })),
});
export type Publication = typeof publication extends fc.Arbitrary<infer Value> ? Value : never;

export const scenario = fc.record({
  before,
  publications: fc.array(publication, { minLength: 1, maxLength: 3 }),
  atOnce: fc.constantFrom(false, false, true),
  faults: fc.array(fault, { maxLength: 4, size: 'max' }),
  /** The answer that cannot be read, because its headers throw, counted from 1; absent: none. */
  unreadable: inOneOf(4, fc.integer({ min: 1, max: 6 })),
  framings: fc.array(fc.constantFrom('plain', 'chunks', 'gzip', 'drip', 'close'), { minLength: 1, maxLength: 3 }),
  maxBodyBytes: fc.constantFrom(4000, 12_000, 1_000_000),
  rotateAfter: inOneOf(4, fc.integer({ min: 2, max: 8 })),
  down: inOneOf(5, fc.record({ after: fc.integer({ min: 1, max: 6 }), forMs: fc.integer({ min: 1, max: 60 }) })),
  retry: fc.constantFrom<false | { initialDelayMs: number; maxAttempts: number; maxDelayMs: number }>(
    { initialDelayMs: 1, maxAttempts: 3, maxDelayMs: 50 },
    { initialDelayMs: 1, maxAttempts: 2, maxDelayMs: 50 },
    false,
  ),
  timeoutMs: fc.constantFrom(40, 80),
});
export type Scenario = typeof scenario extends fc.Arbitrary<infer Value> ? Value : never;

/** What the sources of a publication gave, each time that they were opened. */
export interface Opened {
  readonly source: NodeSource;
  /** The whole set of each opening, by the names of its nodes. */
  readonly sets: readonly (readonly string[])[];
}

/** The nodes of a publication behind a source of the kind that it asks for. Their names begin with its label. */
export function sourceOf({ source, count, definition, size }: Publication, label: string): Opened {
  const sets: string[][] = [];
  const makeNodes = (opening: number): readonly Node[] => {
    const types = Object.entries(definitionOf(definition).nodeTypes);
    const nodes = Array.from({ length: count }, (_, index): Node => {
      const [nodeType, { kind }] = types[index % types.length] ?? ['Question', { kind: 'chart' }];
      return { kind, nodeType, name: `${label}.${opening} ${index}`, description: 'x'.repeat(size) };
    });
    sets.push(nodes.map(({ name }) => name));
    return nodes;
  };
  const nodes = source === 'another-set' ? [] : makeNodes(0);
  async function* asynchronously(middle?: () => Promise<unknown>) {
    for (const [index, node] of nodes.entries()) {
      await (index === Math.floor(count / 2) ? middle?.() : null);
      yield node;
    }
  }
  const sources: Readonly<Record<Publication['source'], () => NodeSource>> = {
    array: () => nodes,
    function: () => () => nodes.values(),
    promise: () => async () => asynchronously(),
    stream: () => nodes.values(),
    async: () => asynchronously(),
    slow: () => () => asynchronously(() => new Promise((resolve) => setTimeout(resolve, 10))),
    throws: () => () => asynchronously(() => Promise.reject(new Error('the source is broken'))),
    hangs: () => () => asynchronously(() => new Promise(() => {})),
    'another-set': () => () => makeNodes(sets.length).values(),
    'stuck-close': () => () => stuck(nodes),
  };
  return { source: sources[source](), sets };
}

/** A source that cannot be closed early, as a cursor whose connection is lost. */
function stuck(nodes: readonly Node[]): AsyncIterable<Node> {
  return {
    [Symbol.asyncIterator]: () => {
      const iterator = nodes.values();
      return { next: async () => iterator.next(), return: () => new Promise(() => {}) };
    },
  };
}
