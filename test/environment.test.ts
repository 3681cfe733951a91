import { type Environment, Paradime } from 'paradime-integrations';
import { expect, test } from 'vitest';
import { startApi } from './support/server.js';

const emptyList = { listCustomIntegrations: { ok: true, integrations: [] } };
const endpoint = { PARADIME_API_ENDPOINT: 'https://a.example/api/v1/company/graphql' };

async function headersFor(env: Environment) {
  await using server = await startApi(emptyList);
  await Paradime.fromEnv({ ...env, PARADIME_API_ENDPOINT: server.endpoint }).customIntegrations.list();
  const headers = server.received[0]?.headers ?? {};
  const names = ['x-api-key', 'x-api-secret', 'authorization', 'x-paradime-workspace'];
  return Object.fromEntries(names.flatMap((name) => (name in headers ? [[name, headers[name]]] : [])));
}

test.each([
  [
    { PARADIME_API_KEY: 'k', PARADIME_API_SECRET: 's' },
    { 'x-api-key': 'k', 'x-api-secret': 's' },
  ],
  [
    { PARADIME_API_KEY: 'k', PARADIME_API_SECRET: 's', PARADIME_WORKSPACE_UID: 'w' },
    { 'x-api-key': 'k', 'x-api-secret': 's', 'x-paradime-workspace': 'w' },
  ],
  [
    { PARADIME_API_TOKEN: 'prdm_wsp_t', PARADIME_WORKSPACE_UID: 'w' },
    { authorization: 'Bearer prdm_wsp_t', 'x-paradime-workspace': 'w' },
  ],
  [
    { PARADIME_API_KEY: 'k', PARADIME_API_SECRET: 's', PARADIME_WORKSPACE_UID: '' },
    { 'x-api-key': 'k', 'x-api-secret': 's' },
  ],
  [{ PARADIME_API_TOKEN: 'prdm_wsp_t', PARADIME_API_KEY: '' }, { authorization: 'Bearer prdm_wsp_t' }],
  [{ PARADIME_API_SECRET: 'prdm_wsp_t', PARADIME_API_KEY: 'ignored' }, { authorization: 'Bearer prdm_wsp_t' }],
  [
    { PARADIME_API_SECRET: 'prdm_cmp_t', PARADIME_WORKSPACE_UID: 'w' },
    { authorization: 'Bearer prdm_cmp_t', 'x-paradime-workspace': 'w' },
  ],
  [
    { PARADIME_API_TOKEN: 'prdm_wsp_t', PARADIME_API_KEY: 'k', PARADIME_API_SECRET: 's' },
    { authorization: 'Bearer prdm_wsp_t' },
  ],
])('%j', async (env, headers) => {
  expect(await headersFor(env)).toStrictEqual(headers);
});

test.each([
  [{}, ['PARADIME_API_ENDPOINT', 'PARADIME_API_KEY', 'PARADIME_API_SECRET']],
  [
    { PARADIME_API_ENDPOINT: '', PARADIME_API_KEY: 'k', PARADIME_API_SECRET: '' },
    ['PARADIME_API_ENDPOINT', 'PARADIME_API_SECRET'],
  ],
  [{ ...endpoint, PARADIME_API_TOKEN: 'prdm_cmp_t' }, ['PARADIME_WORKSPACE_UID']],
])('all that is missing from %j is named in one error', (env, missing) => {
  const attempt = () => Paradime.fromEnv(env);
  expect(attempt).toThrow(expect.objectContaining({ code: 'CONFIGURATION' }));
  expect(attempt).toThrow(`Not set in the environment: ${missing.join(', ')}.`);
});

test('overrides win, and what they give is not looked for', async () => {
  await using server = await startApi(emptyList);
  const paradime = Paradime.fromEnv({}, { endpoint: server.endpoint, credentials: { token: 'given' } });
  await paradime.customIntegrations.list();
  expect(server.received[0]?.headers.authorization).toBe('Bearer given');
});
