// A server that repeats what it was sent, at any place of an answer and in any spelling.

import fc from 'fast-check';
import { buildSchema, introspectionFromSchema } from 'graphql';
import { localSdl } from './drifted-server.js';
import { startServer, type TestServer } from './server.js';

/** Stands in every secret, and nowhere else: where it is printed, a secret is, however it is spelt. */
export const mark = /FRAGMENT/i;

/** With characters that JSON, HTML and URLs write in other ways. */
export const secrets = { apiKey: 'aFRAGMENTkey/+"1" &x', apiSecret: "bFRAGMENT secret\\/=<2>'y" };
/** A name in GraphQL, so that it can be the name of a type. */
export const pathToken = 'companyFRAGMENT4711';

const jsonEscaped = (text: string): string => JSON.stringify(text).slice(1, -1);
const percent = (text: string): string => encodeURIComponent(text).replaceAll("'", '%27').replaceAll('(', '%28');
const code = (letter: string): number => letter.charCodeAt(0);

/** The ways in which a server may write what it repeats. */
export const spellings = {
  plain: (text) => text,
  json: jsonEscaped,
  'json twice': (text) => jsonEscaped(jsonEscaped(text)),
  'json with slashes': (text) => jsonEscaped(text).replaceAll('/', '\\/'),
  percent,
  'percent in lower case': (text) => percent(text).replaceAll(/%../g, (found) => found.toLowerCase()),
  'percent twice': (text) => percent(percent(text)),
  unicode: (text) => text.replaceAll(/\W/g, (letter) => `\\u${code(letter).toString(16).padStart(4, '0')}`),
  'html, decimal': (text) => text.replaceAll(/\W/g, (letter) => `&#${code(letter)};`),
  'html, hexadecimal': (text) => text.replaceAll(/\W/g, (letter) => `&#x${code(letter).toString(16)};`),
  'html, named': (text) =>
    text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
} satisfies Readonly<Record<string, (text: string) => string>>;

/** The places of an answer at which it is repeated. */
export const places = [
  'body',
  'content-type',
  'request id',
  'location',
  'error message',
  'schema message',
  'code',
  'extension keys',
  'extension values',
  'data keys',
  'data values',
  'name',
  'name without uid',
  'uid',
  'node type',
  'snapshot id',
  'later snapshot id',
  'type name',
  'invalid type name',
  'description',
  'ok',
] as const;

export interface Echo {
  readonly place: (typeof places)[number];
  readonly spelling: keyof typeof spellings;
  readonly what: 'apiKey' | 'apiSecret' | 'pathToken' | 'all';
  readonly status: number;
}

export const echo: fc.Arbitrary<Echo> = fc.record({
  place: fc.constantFrom(...places),
  spelling: fc.constantFrom(...(Object.keys(spellings) as readonly (keyof typeof spellings)[])),
  what: fc.constantFrom('apiKey', 'apiSecret', 'pathToken', 'all'),
  status: fc.constantFrom(200, 400, 401, 403, 404, 409, 429, 500, 503),
});

export function startEchoServer({ place, spelling, what, status }: Echo): Promise<TestServer> {
  const { apiKey, apiSecret } = secrets;
  const all = { apiKey, apiSecret, pathToken, all: `${apiKey} ${apiSecret} https://x/api/v1/${pathToken}/graphql` };
  const said = spellings[spelling](all[what]);
  const uid = place === 'uid' ? said : 'uid-1';
  const named = (name: string, its: string | null) => {
    const nodeTypes = ['Question', ...(place === 'node type' ? [said] : [])].map((nodeType) => ({
      nodeType,
      iconName: null,
      color: null,
    }));
    return { uid: its, name, isActive: false, nodeTypes };
  };
  let snapshots = 0;
  const dataOf = (query: string): object => {
    if (query.includes('__schema')) return introspection(place, said);
    if (query.includes('listCustomIntegrations')) {
      const others = place === 'name' || place === 'uid' ? [named(said, `${uid}2`)] : [];
      const withoutUid = place === 'name without uid' ? [named(said, null)] : [];
      return { listCustomIntegrations: { ok: true, integrations: [named('Metabase', uid), ...others, ...withoutUid] } };
    }
    if (query.includes('addCustomIntegrationNodes')) {
      const isEchoed = place === 'snapshot id' || (place === 'later snapshot id' && snapshots++ > 0);
      return { addCustomIntegrationNodes: { ok: true, snapshotId: isEchoed ? said : 1 } };
    }
    return { updateCustomIntegration: { ok: place === 'ok' ? said : true } };
  };
  const errorsOf = (): object[] | undefined => {
    switch (place) {
      case 'error message':
        return [{ message: `no ${said}` }];
      case 'schema message':
        return [{ message: `Cannot query field "${said}" on type "Query".` }];
      case 'code':
        return [{ message: 'no', extensions: { code: said } }];
      case 'extension keys':
        return [{ message: 'no', extensions: { [said]: 1, headers: { [said]: [{ [said]: said }] } } }];
      case 'extension values':
        return [{ message: 'no', path: [said], extensions: { headers: [said, { a: said }] } }];
      case 'data keys':
      case 'data values':
        return [{ message: 'no' }];
      default:
        return undefined;
    }
  };
  return startServer(({ body }, response) => {
    const header = encodeURI(said).includes('%0') ? 'x' : said;
    response.setHeader('content-type', place === 'content-type' ? `text/x; k=${header}` : 'application/json');
    response.setHeader('retry-after', '0');
    if (place === 'request id') response.setHeader('x-request-id', header);
    if (place === 'location') {
      const location = what === 'pathToken' ? `https://${said}.example/${said}` : `https://a.example/${header}`;
      return void response.writeHead(302, { location }).end();
    }
    const { query } = JSON.parse(body);
    if (place === 'body' || place === 'content-type') return void response.writeHead(status).end(`no ${said}`);
    const errors = errorsOf();
    const data =
      place === 'data keys' ? { [said]: { [said]: 1 } } : place === 'data values' ? { a: [said, { b: said }] } : null;
    response.writeHead(errors || place === 'request id' ? status : 200);
    response.end(JSON.stringify(errors ? { errors, data } : { data: dataOf(query) }));
  });
}

function introspection(place: Echo['place'], said: string): object {
  const { __schema } = introspectionFromSchema(buildSchema(localSdl));
  const added = place === 'type name' ? pathToken : place === 'invalid type name' ? said : 'Added';
  const description = place === 'description' ? said : null;
  const types = __schema.types.map((type) =>
    type.kind === 'OBJECT' && type.name === 'CustomIntegration'
      ? { ...type, description, fields: type.fields.map((field) => ({ ...field, description })) }
      : type,
  );
  const extra = {
    kind: 'ENUM',
    name: added,
    description,
    enumValues: [{ name: 'A', description, isDeprecated: true, deprecationReason: description ?? 'old' }],
  };
  return { __schema: { ...__schema, types: [...types, extra] } };
}
