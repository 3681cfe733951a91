import { type Redact, redactError } from './redact.js';

/** Explains an error with which `fetch` rejected, without secrets. */
export function describeNetworkFailure(error: unknown, redact: Redact): NetworkFailure {
  const cause = redactError(error, redact);
  const causes = chain(cause);
  const code = causes.map(codeOf).find((found) => found !== undefined);
  const why = causes.at(-1)?.message || code || 'no reason given';
  return { cause, why, isUnsent: (code !== undefined && notConnected.test(code)) || notConnectedMessage.test(why) };
}

interface NetworkFailure {
  readonly cause: Error;
  readonly why: string;
  /** True when there was certainly no connection. */
  readonly isUnsent: boolean;
}

/** Codes of failures that happen before a byte of the request is sent: in name resolution, connecting or the TLS handshake. */
const notConnected =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|EPROTO|(?:CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL)_.*)$/;

/** Messages of such failures that have no code of their own: a port that `fetch` never uses, a handshake that was cut off. */
const notConnectedMessage = /^bad port$|before secure TLS connection was established/;

function chain(error: Error): readonly Error[] {
  return error.cause instanceof Error ? [error, ...chain(error.cause)] : [error];
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
