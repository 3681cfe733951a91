import type { IncomingMessage } from 'node:http';
import { readSandboxSchema } from '../../schemas.js';
import { createGraphqlHandler, readRequest } from '../graphql.js';
import { errorReply, type Reply, readBody } from '../http.js';
import { refusalOf } from '../local-only.js';
import type { Inspection } from './inspection.js';
import { readPage } from './page.js';

/** Answers requests for the page and for the data that it shows. Undefined for any other path. */
export type Site = (message: IncomingMessage, pathname: string) => Promise<Reply> | undefined;

const inspectionPath = '/sandbox/graphql';
/** The page's queries are short. */
const mostBytes = 100_000;

export function createSite(inspection: Inspection, endpoint: string): Site {
  const handle = createGraphqlHandler(readSandboxSchema(), inspection, true);

  async function inspect(message: IncomingMessage): Promise<Reply> {
    const { method = 'GET', url = inspectionPath } = message;
    if (method !== 'POST') {
      const { headers, ...refusal } = errorReply(
        405,
        `${inspectionPath} only accepts POST requests (got ${method}).`,
        'METHOD_NOT_ALLOWED',
      );
      return { ...refusal, headers: { ...headers, allow: 'POST' } };
    }
    // A page of another site cannot send this type without a preflight request, which is always refused.
    if (!message.headers['content-type']?.startsWith('application/json')) {
      return errorReply(415, 'The content-type must be application/json.', 'UNSUPPORTED_MEDIA_TYPE');
    }
    const { text } = await readBody(message, mostBytes);
    if (text === undefined) return errorReply(413, `The body must not be larger than ${mostBytes} bytes.`, 'TOO_LARGE');
    return handle(readRequest(method, url, message.headers, text));
  }

  const answers: Readonly<Record<string, (message: IncomingMessage) => Promise<Reply>>> = {
    '/': () => page(endpoint),
    '/explorer.js': async () => asset('text/javascript', (await readPage())?.script),
    '/explorer.css': async () => asset('text/css', (await readPage())?.style),
    [inspectionPath]: inspect,
  };
  const port = Number(new URL(endpoint).port || 80);
  return (message, pathname) => {
    const answer = Object.hasOwn(answers, pathname) ? answers[pathname] : undefined;
    if (answer === undefined) return undefined;
    const refusal = refusalOf(message.headers, port);
    return refusal === undefined ? answer(message) : Promise.resolve(errorReply(403, refusal, 'FORBIDDEN'));
  };
}

/** The page may load its own two files, query the sandbox, and run workers for the layout. Nothing else. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "connect-src 'self'",
  'worker-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

async function page(endpoint: string): Promise<Reply> {
  const built = await readPage();
  if (built === undefined) return reply('text/plain', describeSandbox(endpoint));
  return reply(
    'text/html',
    built.html.replace('</head>', `  <meta name="endpoint" content="${endpoint}" />\n  </head>`),
  );
}

function asset(type: string, text: string | undefined): Reply {
  return text === undefined
    ? errorReply(404, 'The page has not been built. Run `npm run build:explorer`.', 'NOT_FOUND')
    : reply(type, text);
}

function reply(type: string, body: string): Reply {
  return {
    status: 200,
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-security-policy': contentSecurityPolicy,
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
    body,
  };
}

function describeSandbox(endpoint: string): string {
  return `This is a sandbox of Paradime's Custom Integration API, by paradime-integrations.
Endpoint: ${endpoint}

The page that draws the lineage has not been built. Run \`npm run build:explorer\`, then reload this page.
`;
}
