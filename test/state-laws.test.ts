// The state file as laws: what is recorded reads back equal, whatever is cut, changed, restarted or written at once.
// fast-check prints the seed of a failure, and `STATE_SEED` repeats it.

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { defineIntegration, type Node } from 'paradime-integrations';
import { expect, test, vi } from 'vitest';
import { readState, type State } from '../src/cli/commands/publish/read-state.js';
import { StateWriter } from '../src/cli/commands/publish/state-writer.js';
import { toManifestText } from '../src/plan/manifest.js';
import { withFiles } from './support/files.js';

vi.setConfig({ testTimeout: 120_000 });

const seed = process.env['STATE_SEED'];
const settings = (numRuns: number): fc.Parameters<unknown> => ({
  numRuns,
  ...(seed !== undefined && { seed: Number(seed) }),
});

const definition = defineIntegration({
  name: 'Métabase "1"',
  logoUrl: 'https://example.com/logo.svg',
  nodeTypes: { Question: { kind: 'chart', icon: 'database', color: 'TEAL' }, Board: { kind: 'dashboard' } },
});
const word = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', '"', '\\', '\n', '\r', '\u2028', 'é', '😀'),
  maxLength: 6,
});
const node: fc.Arbitrary<Node> = fc
  .record({ name: word.map((end) => `n${end}`), owner: word, description: word })
  .map((attributes) => definition.node('Question', attributes));
const nodes = fc.array(node, { maxLength: 12 });
/** Enough to be written in more than one piece. */
const manyNodes = Array.from({ length: 3_000 }, (_, index) =>
  definition.node('Question', { name: `question ${index} ${'x'.repeat(20)}`, owner: `owner ${index % 7}` }),
);

const texts = (state: State): readonly (string | undefined)[] =>
  Array.from({ length: state.texts.length }, (_, index) => state.texts.at(index));
const content = (state: State): object => ({ ...state, texts: texts(state) });
const recorded = (uid: string, published: readonly Node[]): object => {
  const { name, logoUrl, nodeTypes } = definition;
  return { integration: { uid, name }, definition: { name, logoUrl, nodeTypes }, texts: published.map(toManifestText) };
};

async function drain(recording: AsyncGenerator<Node>): Promise<Node[]> {
  const all: Node[] = [];
  for await (const one of recording) all.push(one);
  return all;
}

async function write(file: string, uid: string, published: readonly Node[]): Promise<void> {
  const writer = new StateWriter(file, definition.name, (text) => text);
  expect(await drain(writer.record(published))).toStrictEqual([...published]);
  await writer.finish(uid, definition);
  await writer.discard();
}

async function read(file: string): Promise<object | undefined> {
  const state = await readState(file);
  return state && content(state);
}

test('what is recorded reads back equal', async () => {
  await withFiles({}, async (folder) => {
    const file = join(folder, 'state.jsonl');
    const law = fc.asyncProperty(nodes, word, async (published, uid) => {
      await write(file, uid, published);
      expect(await read(file)).toEqual(recorded(uid, published));
      expect(await readdir(folder)).toStrictEqual(['state.jsonl']);
    });
    await fc.assert(law, settings(100));
    await write(file, 'uid', manyNodes);
    expect(await read(file)).toEqual(recorded('uid', manyNodes));
  });
});

test('a file that is cut, or changed at any byte, is refused or reads back exactly', async () => {
  await withFiles({}, async (folder) => {
    const file = join(folder, 'state.jsonl');
    await write(file, 'uid-1', [
      definition.node('Question', { name: 'a', owner: 'ana' }),
      definition.node('Question', { name: 'é "b"' }),
    ]);
    const whole = await readFile(file);
    const expected = await read(file);
    const holds = async (bytes: Buffer): Promise<void> => {
      await writeFile(file, bytes);
      const found = await read(file).catch((error: Error) => error.message);
      if (typeof found === 'string') expect(found).toMatch(/damaged|is not a state file|cannot be read/);
      else expect(found).toEqual(expected);
    };
    for (let length = 0; length < whole.length; length++) await holds(whole.subarray(0, length));
    for (let at = 0; at < whole.length; at++) {
      for (const to of [10, 32, 34, 57, 97, 0xff]) {
        const changed = Buffer.from(whole);
        changed[at] = to;
        await holds(changed);
      }
    }
    const law = fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.nat(60), async (at, to, length) => {
      const changed = Buffer.from(whole);
      changed[at] = to;
      await holds(changed);
      await holds(Buffer.concat([whole.subarray(0, at), whole.subarray(at + length)]));
      await holds(Buffer.concat([whole.subarray(0, at + length), whole.subarray(at)]));
    });
    await fc.assert(law, settings(300));
  });
});

test('recordings that start over while earlier ones are still being read: the last one counts', async () => {
  await withFiles({}, async (folder) => {
    const file = join(folder, 'state.jsonl');
    const plan = fc.record({
      nodes: fc.oneof(nodes, fc.constant(manyNodes)),
      /** When each recording starts over: after so many nodes. */
      restarts: fc.array(fc.nat(14), { maxLength: 4 }),
      /** Which of the recordings takes its next step, one after another. */
      steps: fc.array(fc.nat(4), { maxLength: 60 }),
      delays: fc.array(fc.constantFrom(0, 0, 1, 3), { minLength: 1, maxLength: 5 }),
    });
    const law = fc.asyncProperty(plan, async ({ nodes: published, restarts, steps, delays }) => {
      const writer = new StateWriter(file, definition.name, (text) => text);
      let place = 0;
      async function* source(): AsyncGenerator<Node> {
        for (const one of published) {
          const ms = delays[place++ % delays.length] ?? 0;
          if (ms > 0 && place < 40) await new Promise((resolve) => setTimeout(resolve, ms));
          yield one;
        }
      }
      const former: AsyncGenerator<Node>[] = [];
      const pending: Promise<unknown>[] = [];
      const pull = (recording: AsyncGenerator<Node> | undefined): void => {
        if (recording) pending.push(recording.next().catch(() => {}));
      };
      for (const count of restarts) {
        const recording = writer.record(source());
        for (let pulled = 0; pulled < count; pulled++) await recording.next().catch(() => {});
        pull(recording); // Still under way when the next one begins.
        former.push(recording);
      }
      const last = writer.record(source());
      const all: Node[] = [];
      const order = [...steps];
      for (let step = await last.next(); !step.done; step = await last.next()) {
        all.push(step.value);
        pull(former[order.pop() ?? former.length]);
      }
      for (const recording of former) pull(recording);
      await writer.finish('uid', definition);
      await Promise.all(pending);
      await writer.discard();
      expect(all).toEqual([...published]);
      expect(await read(file)).toEqual(recorded('uid', published));
      await vi.waitFor(async () => expect(await readdir(folder)).toStrictEqual(['state.jsonl']));
    });
    await fc.assert(law, settings(150));
  });
});

test('an earlier recording never seems to end', async () => {
  await withFiles({}, async (folder) => {
    const writer = new StateWriter(join(folder, 'state.jsonl'), definition.name, (text) => text);
    const source = manyNodes.slice(0, 2);
    const former = writer.record(source);
    await former.next();
    await writer.record(source).next();
    await expect(former.next()).rejects.toThrow('The nodes are being read again.');
    await writer.discard();
    expect(await readdir(folder)).toStrictEqual([]);
  });
});

test('writers at once leave one whole recording', async () => {
  await withFiles({}, async (folder) => {
    const file = join(folder, 'state.jsonl');
    const law = fc.asyncProperty(fc.array(nodes, { minLength: 2, maxLength: 4 }), async (publications) => {
      await Promise.all(publications.map((published, index) => write(file, `uid-${index}`, published)));
      const found = await read(file);
      expect(publications.map((published, index) => recorded(`uid-${index}`, published))).toContainEqual(found);
      expect(await readdir(folder)).toStrictEqual(['state.jsonl']);
    });
    await fc.assert(law, settings(60));
  });
});
