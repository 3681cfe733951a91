/** Replaces the secrets in a string with `[redacted]`. */
export type Redact = (text: string) => string;

/**
 * Creates a function that redacts these secrets, and any Paradime token. Servers, proxies and `fetch` implementations
 * repeat what they were sent, so everything they say must pass through it. A secret of up to four characters is replaced
 * only where it stands as a word of its own: replacing it inside words would make every message unreadable.
 */
export function createRedact(secrets: readonly string[]): Redact {
  const longestFirst = [...new Set(secrets.flatMap(spellings))].sort((a, b) => b.length - a.length);
  const patterns = longestFirst.map(toPattern);
  return (text) => {
    let redacted = text.replaceAll(token, mark);
    for (const pattern of patterns) redacted = redacted.replaceAll(pattern, mark);
    return redacted;
  };
}

const mark = '[redacted]';

/** Any token is recognisable by its prefix, even one we do not hold. */
const token = /prdm_(?:wsp|cmp)_[\w+/=.-]+/g;

function toPattern(secret: string): RegExp | string {
  if (secret.length > 4) return secret;
  return new RegExp(`(?<![\\w-])${secret.replaceAll(/[^\w\s]/g, '\\$&')}(?![\\w-])`, 'g');
}

/** A secret as it is, and as JSON and URLs spell it. */
function spellings(secret: string): readonly string[] {
  if (secret === '') return [];
  const inJson = JSON.stringify(secret).slice(1, -1);
  const plain = [secret, inJson, encodeURIComponent(secret), decoded(secret)];
  return [...plain, ...plain.map((spelling) => spelling.replaceAll('/', '\\/'))];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // Not percent-encoded.
  }
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
