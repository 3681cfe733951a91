import { setTimeout as delay } from 'node:timers/promises';
import {
  defineIntegration,
  InvalidNodesError,
  type Node,
  Paradime,
  type Progress,
  PublishError,
} from 'paradime-integrations';
import { startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test } from 'vitest';
import { isNoNodes, noNodes } from '../src/publish/node-reader.js';
import { metabase, questions } from './support/metabase.js';
import { shownNames, tens } from './support/publishing.js';

describe('sources', () => {
  const names = questions(25).map(({ name }) => name);
  const sources: Record<string, () => Parameters<Paradime['publishNodes']>[1]> = {
    array: () => questions(25),
    'one-shot iterable': () => questions(25).values(),
    set: () => new Set(questions(25)),
    'async generator': async function* () {
      for (const node of questions(25)) {
        await delay(0);
        yield node;
      }
    },
    'function that returns an array': () => () => questions(25),
    'function that returns a promise of an iterable': () => async () => questions(25).values(),
  };

  test.each(Object.keys(sources))('%s', async (kind) => {
    await using sandbox = await startSandbox();
    const report = await new Paradime(sandbox).publish(metabase, sources[kind]?.() ?? [], { batch: tens });
    expect(report.nodes.chart).toBe(25);
    expect(shownNames(sandbox, report.integration.uid)).toStrictEqual(names);
  });

  test('a stream is read as it is sent, one batch and a node ahead at most', async () => {
    await using sandbox = await startSandbox();
    let read = 0;
    const lead: number[] = [];
    const stream = function* () {
      for (const node of questions(50)) {
        read++;
        yield node;
      }
    };
    const onProgress = ({ acknowledgedNodes }: Progress) => lead.push(read - acknowledgedNodes);
    await new Paradime(sandbox).publish(metabase, stream(), { batch: tens, onProgress });
    expect(lead).toStrictEqual([1, 11, 11, 10, 0]);
  });

  test('a stream that fails: the nodes that were shown stay, and the stream is closed', async () => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime(sandbox);
    const { integration } = await paradime.publish(metabase, questions(3));
    const cause = new Error('disk full');
    const failing = function* () {
      yield* questions(15);
      throw cause;
    };
    const failure = paradime.publish(metabase, failing(), { batch: tens });
    await expect(failure).rejects.toBeInstanceOf(PublishError);
    await expect(failure).rejects.toMatchObject({ cause, committed: 'no', acknowledgedNodes: 10, snapshotId: 2 });
    expect(shownNames(sandbox, integration.uid)).toHaveLength(3);
  });

  test('a bad definition is refused before the source is asked', async () => {
    await using sandbox = await startSandbox();
    const source = () => expect.unreachable('asked');
    await expect(new Paradime(sandbox).publish({ name: '', nodeTypes: {} }, source)).rejects.toThrow(/no name/);
  });

  test('a source is closed when the publication ends early', async () => {
    await using sandbox = await startSandbox();
    let closed = 0;
    const stream = function* (nodes: readonly Node[]) {
      try {
        yield* nodes;
      } finally {
        closed++;
      }
    };
    const paradime = new Paradime(sandbox);
    await expect(paradime.publishNodes('nowhere', stream(questions(20)))).rejects.toThrow(
      /no integration with the uid/,
    );
    expect(closed).toBe(1);
    await expect(
      paradime.publish(metabase, stream([{ kind: 'chart', nodeType: 'Question', name: '' }, ...questions(2)])),
    ).rejects.toThrow(/name: must be a non-empty string/);
    expect(closed).toBe(2);
  });

  test.each([[{}], [42], ['nodes'], [null], [Promise.resolve([])]])('%o is refused as a source', async (nodes) => {
    await using sandbox = await startSandbox();
    const failure = new Paradime(sandbox).publish(metabase, nodes as never);
    await expect(failure).rejects.toThrow(/`nodes` must be an array, another iterable/);
  });
});

describe('before the first request', () => {
  test.each([
    ['an array', [] as Node[]],
    ['a stream', [][Symbol.iterator]()],
    ['a function', () => []],
  ])('no nodes at all are refused: %s', async (_what, nodes) => {
    await using sandbox = await startSandbox();
    const failure = new Paradime(sandbox).publish(metabase, nodes);
    await expect(failure).rejects.toBeInstanceOf(InvalidNodesError);
    await expect(failure).rejects.toThrow(/allowEmpty: true/);
    expect(sandbox.requests()).toStrictEqual([]);
  });

  test('the error for no nodes can be told from others, and can name another option', async () => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime(sandbox);
    const errors = [[], [...questions(1), ...questions(1)]].map((nodes) =>
      paradime.publish(metabase, nodes).catch((error: unknown) => error),
    );
    expect((await Promise.all(errors)).map(isNoNodes)).toStrictEqual([true, false]);
    expect(noNodes('--allow-empty').message).toMatch(/if that is what you want, pass --allow-empty\.$/);
  });

  test('unless that is meant: one request clears the integration', async () => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime(sandbox);
    const { integration } = await paradime.publish(metabase, questions(3));
    const report = await paradime.publish(metabase, [], { allowEmpty: true });
    expect(report).toMatchObject({ requests: 1, nodes: { chart: 0, dashboard: 0, datasource: 0 } });
    expect(sandbox.nodes(integration.uid)).toStrictEqual([]);
  });

  const twins = [...questions(20), metabase.node('Question', { name: 'Question 3' })];

  test('an array is checked as a whole', async () => {
    await using sandbox = await startSandbox();
    const failure = new Paradime(sandbox).publish(metabase, twins, { batch: tens });
    await expect(failure).rejects.toThrow(/Question "Question 3" \(node 21\).*Question "Question 3" \(node 4\)/);
    expect(sandbox.requests()).toStrictEqual([]);
  });

  test('a stream is checked as it is read, duplicates included', async () => {
    await using sandbox = await startSandbox();
    const failure = new Paradime(sandbox).publish(metabase, twins.values(), { batch: tens });
    await expect(failure).rejects.toMatchObject({ code: 'PUBLISH', committed: 'no', acknowledgedNodes: 10 });
    await expect(failure).rejects.toThrow(/\(node 21\), id: has the same stable id as node 4\./);
  });

  test('checks can be ignored, raised and left out', async () => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime(sandbox);
    const ignored = await paradime.publish(metabase, twins, { checks: { ignore: ['duplicate-stable-id'] } });
    expect(ignored.nodes.chart).toBe(21);
    await paradime.publish(metabase, twins, { checks: false });
    const unknown = paradime.publish(metabase, twins, { checks: { ignore: ['duplicates' as never] } });
    await expect(unknown).rejects.toThrow(/No check has the code "duplicates"/);

    const namesakes = ['a', 'b'].map((id) => metabase.node('Question', { name: 'same', id }));
    await paradime.publish(metabase, namesakes);
    const raised = { checks: { treatAsError: ['duplicate-node'] } } as const;
    await expect(paradime.publish(metabase, namesakes, raised)).rejects.toThrow(/duplicate-node/);
    await expect(paradime.publish(metabase, namesakes.values(), raised)).rejects.toThrow(/duplicate-node/);
  });

  test('a node of another definition, and one of a type that is not declared', async () => {
    await using sandbox = await startSandbox();
    const airflow = defineIntegration({ name: 'Airflow', nodeTypes: { Question: { kind: 'chart' } } });
    const foreign = airflow.node('Question', { name: 'a' });
    const paradime = new Paradime(sandbox);
    await expect(paradime.publish(metabase, [foreign])).rejects.toThrow(/belongs to the integration "Airflow"/);
    const undeclared: Node = { kind: 'chart', nodeType: 'Modle', name: 'a' };
    await expect(paradime.publish(metabase, [undeclared])).rejects.toThrow(
      /must be a node type that .* declares: .*\(got "Modle"\)/,
    );
    expect(sandbox.requests()).toStrictEqual([]);
  });

  test('without checks nothing is left out in silence', async () => {
    await using sandbox = await startSandbox();
    const paradime = new Paradime(sandbox);
    const odd = { kind: 'table', nodeType: 'Question', name: 'a' } as never;
    await expect(paradime.publish(metabase, [odd], { checks: false })).rejects.toThrow(
      /is not a chart, dashboard or datasource/,
    );
    const lost = { ...metabase.node('Question', { name: 'a' }), upstream: [{ kind: 'sql', table: 'b' }] } as never;
    await expect(paradime.publish(metabase, [lost], { checks: false })).rejects.toThrow(/is not a reference/);
  });
});
