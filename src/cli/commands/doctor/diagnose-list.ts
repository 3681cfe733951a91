import type { ParadimeError } from '../../../errors.js';
import { isRecord } from '../../../is-record.js';
import {
  AuthenticationError,
  HttpError,
  NetworkError,
  PermissionError,
  ProtocolError,
  RateLimitError,
  TimeoutError,
} from '../../../transport/errors.js';
import type { Diagnosis, Subject } from './diagnosis.js';

/** Diagnoses the connection, the server, the key and the operation, from the error with which listing failed, if it did. */
export function* diagnoseList(error: ParadimeError | undefined): Generator<Diagnosis, void, undefined> {
  const problem = (subject: Subject, advice: string): Diagnosis => ({
    subject,
    status: 'problem',
    message: error?.message ?? '',
    advice,
  });
  const ok = (subject: Subject, message: string): Diagnosis => ({ subject, status: 'ok', message });

  if (error instanceof NetworkError || error instanceof TimeoutError) {
    yield problem('connection', adviceForConnection(error));
    return;
  }
  yield ok('connection', 'the server responds');
  if (error instanceof HttpError || error instanceof ProtocolError || error instanceof RateLimitError) {
    yield problem('server', adviceForServer(error));
    return;
  }
  yield ok('server', 'it responds as a GraphQL server');
  if (error instanceof AuthenticationError) {
    yield problem(
      'credentials',
      'Compare the key and secret, or the token, with those that Paradime shows. Check that they belong to this company and workspace, and that the key has not expired: a key can have a lifetime, after which Paradime refuses it.',
    );
    return;
  }
  yield ok('credentials', 'accepted');
  if (error instanceof PermissionError) {
    yield problem(
      'capability',
      'Give the API key the "Custom Integrations Admin" capability. The feature needs the Enterprise pack.',
    );
    return;
  }
  yield ok(
    'capability',
    'the key may list integrations; whether it may change them is unknown until something is changed',
  );
  if (error === undefined) yield ok('list', 'the registered integrations can be listed');
  else yield problem('list', "See the schema below, or the server's message.");
}

const tlsCodes = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)/i;

function adviceForConnection(error: NetworkError | TimeoutError): string {
  if (error instanceof TimeoutError)
    return 'Check whether a firewall drops the connection, and whether HTTPS_PROXY has to be set.';
  const code = isRecord(error.cause) ? error.cause['code'] : undefined;
  const text = `${error.message} ${String(code ?? '')}`;
  if (tlsCodes.test(text)) {
    return "The certificate is not trusted. If a proxy of your company intercepts the connection, set NODE_EXTRA_CA_CERTS to the file with the proxy's certificate.";
  }
  if (/ENOTFOUND|EAI_AGAIN/.test(text))
    return 'The name of the host cannot be resolved. Check it for typos, and whether this machine can reach the internet.';
  if (/ECONNREFUSED/.test(text)) return 'Nothing is listening there. Check the host, the port and HTTPS_PROXY.';
  return 'Check the host, the network and the proxies (HTTPS_PROXY, NO_PROXY).';
}

function adviceForServer(error: ParadimeError): string {
  if (error instanceof RateLimitError) return 'Wait, then run the doctor again.';
  if ((error.status ?? 0) >= 500)
    return 'The server, or a proxy in front of it, is failing. Try again later; if it keeps failing, ask Paradime.';
  if (error.status === 404) return "Nothing is at this path. Copy the endpoint from Paradime's API page.";
  return "This is not a GraphQL server, or a proxy answers in its place. Copy the endpoint from Paradime's API page.";
}
