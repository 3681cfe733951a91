// Which faults a sandbox accepts, how often each struck, and that none of them ends the process.

import { ConfigurationError, Paradime } from 'paradime-integrations';
import { type Fault, type SandboxOptions, startSandbox } from 'paradime-integrations/sandbox';
import { describe, expect, test } from 'vitest';
import { metabase, questions } from './support/metabase.js';

/** The options as JavaScript may pass them, whatever their types. */
function optionsWith(fault: unknown): SandboxOptions {
  const good: Fault = { call: 1, effect: { type: 'not-ok' } };
  const faults: readonly unknown[] = [good, fault];
  return JSON.parse('{}', () => ({ faults }));
}

async function refusalOf(fault: unknown): Promise<string> {
  try {
    const sandbox = await startSandbox(optionsWith(fault));
    await sandbox.close();
    return 'started';
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
}

describe('a fault that cannot strike as it is written keeps the sandbox from starting', () => {
  const effect = { type: 'not-ok' };
  test.each([
    [{ effect: { type: 'status', status: 99 } }, '`status` must be a whole number from 200 to 599 (got 99)'],
    [{ effect: { type: 'status', status: 1000 } }, '`status` must be a whole number from 200 to 599 (got 1000)'],
    [{ effect: { type: 'status', status: 429.5 } }, 'from 200 to 599 (got 429.5)'],
    [{ effect: { type: 'status', status: '429' } }, 'from 200 to 599 (got "429")'],
    [{ effect: { type: 'status' } }, 'from 200 to 599 (got undefined)'],
    [{ effect: { type: 'status', status: 429, retryAfter: 'a\nb' } }, '`retryAfter` must be a number of seconds'],
    [
      { effect: { type: 'status', status: 429, retryAfter: '5 \u{1f9e8}' } },
      '`retryAfter` must be a number of seconds',
    ],
    [{ effect: { type: 'status', status: 429, retryAfter: -1 } }, '(got -1)'],
    [
      { effect: { type: 'nope' } },
      '`type` must be one of reset, status, delay, truncate, html, not-ok, refuse (got "nope")',
    ],
    [{ effect: { type: 'not_ok' } }, 'did you mean "not-ok"?'],
    [{ effect: { type: 'constructor' } }, '`type` must be one of reset'],
    [{ effect: {} }, '`type` must be one of reset'],
    [{ effect: 'reset' }, '`effect` must be an object'],
    [{}, '`effect` must be an object'],
    [null, 'must be an object'],
    [{ effect: { type: 'delay', ms: -1 } }, '`ms` must be a number from 0 to 2147483647 (got -1)'],
    [{ effect: { type: 'delay', ms: Number.POSITIVE_INFINITY } }, '(got Infinity)'],
    [{ effect: { type: 'delay', ms: 5n } }, '`ms` must be a number'],
    [{ effect: { type: 'refuse' } }, '`forMs` must be a number from 0 to 2147483647 (got undefined)'],
    [{ effect: { type: 'reset', processed: 'yes' } }, '`processed` must be true or false (got "yes")'],
    [{ effect: { type: 'reset', proccessed: true } }, '(got "proccessed"); did you mean "processed"?'],
    [{ effect: { type: 'truncate', processed: true } }, '"processed"'],
    [{ operation: 'AddNodes', effect }, '`operation` must be one of '],
    [{ operation: 'AddCustomIntegrationNode', effect }, 'did you mean "AddCustomIntegrationNodes"?'],
    [{ operation: 'addCustomIntegration', effect }, 'did you mean "AddCustomIntegration"?'],
    [{ operation: 'toString', effect }, '`operation` must be one of '],
    [{ operaton: 'AddCustomIntegration', effect }, '(got "operaton"); did you mean "operation"?'],
    [{ call: 0, effect }, '`call` must be '],
    [{ call: '1', effect }, '`call` must be '],
    [{ call: [1, 1.5], effect }, '`call` must be '],
    [{ probability: 1.5, effect }, '`probability` must be a number from 0 to 1 (got 1.5)'],
    [{ probability: Number.NaN, effect }, '`probability` must be a number from 0 to 1 (got NaN)'],
  ])('%o', async (fault, message) => {
    const refusal = await refusalOf(fault);
    expect(refusal).toMatch(/^`faults\[1\]`/);
    expect(refusal).toContain(message);
  });

  test('names all operations that this library sends', async () => {
    for (const operation of [
      'ListCustomIntegrations',
      'ListCustomIntegrationsWithLogos',
      'AddCustomIntegration',
      'UpdateCustomIntegration',
      'AddCustomIntegrationNodes',
    ]) {
      expect(await refusalOf({ operation, effect: { type: 'not-ok' } })).toBe('started');
      expect(await refusalOf({ operation: 'x', effect: { type: 'not-ok' } })).toContain(operation);
    }
  });

  test('faults that are not a list', async () => {
    const options: SandboxOptions = JSON.parse('{"faults":{"effect":{"type":"reset"}}}');
    await expect(startSandbox(options)).rejects.toThrow('`faults` must be a list of faults');
  });
});

test('a fault without an operation can pick calls of other operations', async () => {
  const own: Fault = {
    call: ({ operationName }) => operationName === 'MyList',
    effect: { type: 'status', status: 500 },
  };
  await using sandbox = await startSandbox({ faults: [own] });
  const { apiKey = '', apiSecret = '' } = sandbox.credentials;
  const response = await fetch(sandbox.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': apiKey, 'x-api-secret': apiSecret },
    body: JSON.stringify({ query: 'query MyList { listCustomIntegrations { ok } }' }),
  });
  expect(response.status).toBe(500);
  expect(sandbox.faults()).toStrictEqual([{ fault: own, strikes: 1 }]);
});

test('faults() counts how often each fault struck, in the order given', async () => {
  const never: Fault = { operation: 'UpdateCustomIntegration', effect: { type: 'reset' } };
  const twice: Fault = { operation: 'ListCustomIntegrations', call: [1, 2], effect: { type: 'status', status: 503 } };
  const shadowed: Fault = { operation: 'ListCustomIntegrations', call: 1, effect: { type: 'html' } };
  await using sandbox = await startSandbox({ faults: [never, twice, shadowed] });
  const strikes = () => sandbox.faults().map((struck) => struck.strikes);
  expect(strikes()).toStrictEqual([0, 0, 0]);
  const before = sandbox.faults();
  await new Paradime({ ...sandbox, retry: { initialDelayMs: 1 } }).publish(metabase, questions(1));
  expect(strikes()).toStrictEqual([0, 2, 0]);
  expect(before.map((struck) => struck.strikes)).toStrictEqual([0, 0, 0]);
  expect(sandbox.faults().map(({ fault }) => fault)).toStrictEqual([never, twice, shadowed]);
});

describe('the process goes on', () => {
  test('when a response cannot be written: it is answered with 500', async () => {
    const effect = { type: 'status' as const, status: 429 };
    await using sandbox = await startSandbox({ faults: [{ call: 1, effect }] });
    effect.status = 99; // Valid when the sandbox started.
    const { customIntegrations } = new Paradime({ ...sandbox, retry: false });
    await expect(customIntegrations.list()).rejects.toMatchObject({ status: 500 });
    expect(await customIntegrations.list()).toStrictEqual([]);
  });

  test('when a function of a fault throws: it is answered with 500', async () => {
    const call = (): boolean => {
      throw new Error('mine');
    };
    await using sandbox = await startSandbox({ faults: [{ call, effect: { type: 'reset' } }] });
    const failure = new Paradime({ ...sandbox, retry: false }).customIntegrations.list();
    await expect(failure).rejects.toMatchObject({ status: 500 });
  });

  test('when it refuses connections twice at once, until the later of the two ends', async () => {
    await using sandbox = await startSandbox({
      latencyMs: 50,
      faults: [
        { call: 1, effect: { type: 'refuse', forMs: 100 } },
        { call: 2, effect: { type: 'refuse', forMs: 300 } },
      ],
    });
    const { customIntegrations } = new Paradime({ ...sandbox, retry: false });
    const startedAt = performance.now();
    expect(await Promise.all([customIntegrations.list(), customIntegrations.list()])).toStrictEqual([[], []]);
    await new Promise((resolve) => setTimeout(resolve, 150));
    await expect(customIntegrations.list()).rejects.toMatchObject({ code: 'NETWORK' });
    await expect.poll(() => customIntegrations.list().catch(() => undefined), { timeout: 5_000 }).toStrictEqual([]);
    expect(performance.now() - startedAt).toBeGreaterThan(300);
  });
});
