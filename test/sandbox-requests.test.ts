// What the sandbox reports about requests: `onRequest` and `requests()`.

import { Paradime, PermissionError } from 'paradime-integrations';
import { type SandboxRequest, startSandbox } from 'paradime-integrations/sandbox';
import { expect, test } from 'vitest';
import { metabase, questions } from './support/metabase.js';

const shown = ({ operationName, status, outcome, nodes }: SandboxRequest): unknown => [
  operationName,
  status,
  outcome,
  nodes,
];

test('onRequest is called with each request, its outcome and the number of its nodes', async () => {
  const seen: SandboxRequest[] = [];
  await using sandbox = await startSandbox({
    onRequest: (request) => seen.push(request),
    faults: [
      { operation: 'AddCustomIntegrationNodes', call: 1, effect: { type: 'reset', processed: true } },
      { operation: 'ListCustomIntegrations', call: 1, effect: { type: 'status', status: 503, retryAfter: 0 } },
    ],
  });
  await new Paradime(sandbox).publish(metabase, questions(3));
  expect(seen.map(shown)).toStrictEqual([
    ['ListCustomIntegrations', 503, 'fault', undefined],
    ['ListCustomIntegrations', 200, 'ok', undefined],
    ['AddCustomIntegration', 200, 'ok', undefined],
    ['AddCustomIntegrationNodes', 0, 'fault', 3],
    ['AddCustomIntegrationNodes', 200, 'ok', 3],
  ]);
  expect(seen).toStrictEqual(sandbox.requests());
});

test('a refused request is an error, and so is one that is answered with errors', async () => {
  await using sandbox = await startSandbox({
    credentials: { apiKey: 'reader', apiSecret: 'secret', capabilities: [] },
  });
  const { customIntegrations } = new Paradime(sandbox);
  await expect(customIntegrations.list()).rejects.toThrow(PermissionError);
  await using other = await startSandbox();
  const paradime = new Paradime(other);
  await expect(paradime.customIntegrations.update('unknown', { active: true })).rejects.toThrow();
  expect([...sandbox.requests(), ...other.requests()].map(({ outcome }) => outcome)).toStrictEqual(['error', 'error']);
});

test('an error that onRequest throws leaves the response as it is, and is reported as uncaught', async () => {
  const uncaught: unknown[] = [];
  const listeners = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', (error) => uncaught.push(error));
  try {
    const thrown = new Error('from the listener');
    await using sandbox = await startSandbox({
      onRequest: () => {
        throw thrown;
      },
    });
    expect(await new Paradime(sandbox).customIntegrations.list()).toStrictEqual([]);
    expect(uncaught).toStrictEqual([thrown]);
  } finally {
    process.removeAllListeners('uncaughtException');
    for (const listener of listeners) process.on('uncaughtException', listener);
  }
});
