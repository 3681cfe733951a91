/** Takes secrets out of a text that came from outside. */
export type Redact = (text: string) => string;

const mark = '[redacted]';

/** Tokens tell themselves by their prefix, also those that are not in use. */
const token = /prdm_(?:wsp|cmp)_[\w+/=.-]+/g;

/**
 * Servers, proxies and `fetch` implementations repeat what they were sent: whatever they say passes through here. A secret
 * of a few characters is taken out as a word of its own only: inside of words it would make every message unreadable.
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

function toPattern(secret: string): RegExp | string {
  if (secret.length > 4) return secret;
  return new RegExp(`(?<![\\w-])${secret.replaceAll(/[^\w\s]/g, '\\$&')}(?![\\w-])`, 'g');
}

/** A secret as it is, and as JSON and URLs write it. */
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
    return text; // Not percent-encoded: it stands for itself.
  }
}

/**
 * A copy of an error of `fetch` or of a credentials function that keeps name, code, message and causes, and nothing
 * else: some implementations put the whole address into the message or a property.
 */
export function redactError(error: unknown, redact: Redact, depth = 4): Error {
  if (!(error instanceof Error)) return new Error(redact(String(error)));
  const copy: Error & { code?: string } = new Error(redact(error.message));
  copy.name = redact(error.name);
  delete copy.stack; // It would tell where the copy was made.
  if ('code' in error && typeof error.code === 'string') copy.code = redact(error.code);
  if (error.cause !== undefined && depth > 0) copy.cause = redactError(error.cause, redact, depth - 1);
  return copy;
}
