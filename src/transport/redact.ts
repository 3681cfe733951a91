/** Replaces the secrets in a string with `[redacted]`. */
export type Redact = (text: string) => string;

/**
 * Creates a function that redacts these secrets, however JSON, HTML and URLs spell them, and any Paradime token. Servers,
 * proxies and `fetch` implementations repeat what they were sent, so everything they say must pass through it. A secret of
 * up to four characters is replaced only where it stands as a word of its own: replacing it inside words would make every
 * message unreadable.
 */
export function createRedact(secrets: readonly string[]): Redact {
  const whole = [...new Set([...secrets, ...secrets.map(decoded)])].filter((secret) => secret !== '');
  const longestFirst = whole.sort((a, b) => b.length - a.length);
  const patterns = [token, ...longestFirst.map(toPattern)];
  return (text) => patterns.reduce((redacted, pattern) => redacted.replaceAll(pattern, mark), text);
}

const mark = '[redacted]';

/** Any token is recognisable by its prefix, even one we do not hold. */
const token = /prdm_(?:wsp|cmp)_[\w+/=.-]+/g;

function toPattern(secret: string): RegExp {
  const spelt = secret.replaceAll(/\W/g, spellings);
  return new RegExp(secret.length > 4 ? spelt : `(?<![\\w-])${spelt}(?![\\w-])`, 'gi');
}

const named: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

/** A pattern for a character: percent-encoded once or more, as a JSON or HTML escape, or as it is, behind backslashes. */
function spellings(character: string): string {
  const code = character.charCodeAt(0);
  const hex = code.toString(16);
  const percent = Array.from(encoder.encode(character), (byte) => `%(?:25)*${byte.toString(16).padStart(2, '0')}`);
  const html = `&(?:amp;)*(?:#0*${code}|#x0*${hex}|${named[character] ?? '#'});`;
  const plain = `\\\\*(?:u${hex.padStart(4, '0')}|\\u${hex.padStart(4, '0')})${character === ' ' ? '|\\+' : ''}`;
  return `(?:${percent.join('')}|${html}|${plain})`;
}

const encoder = new TextEncoder();

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // Not percent-encoded.
  }
}

/** Redacts every address in a string, for the answers that consist of one. */
export function redactAddresses(text: string): string {
  return text.replaceAll(/https?(?::|%3a)[^\s"'<>]*/gi, mark);
}

/**
 * Copies an error of `fetch` or of a credentials function without secrets. Keeps only its name, code, message and causes,
 * because some implementations put the whole address into the message or a property.
 */
export function redactError(error: unknown, redact: Redact, depth = 4): Error {
  if (!(error instanceof Error)) return new Error(redact(String(error)));
  const copy: Error & { code?: string } = new Error(redact(error.message));
  copy.name = redact(error.name);
  delete copy.stack; // It would show where the copy was made.
  if ('code' in error && typeof error.code === 'string') copy.code = redact(error.code);
  if (error.cause !== undefined && depth > 0) copy.cause = redactError(error.cause, redact, depth - 1);
  return copy;
}
