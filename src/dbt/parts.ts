import { isRecord } from '../is-record.js';

/** A string that is not empty. Undefined for anything else. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The strings of a list. Empty for anything else. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string' && item !== '') : [];
}

/** A property of an object. Undefined for anything else. */
export function property(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

/** Writes an owner as `Name <email>`. Either may be missing, and dbt allows a list of addresses. */
export function ownerOf(owner: unknown): string | undefined {
  const name = text(property(owner, 'name'));
  const address = property(owner, 'email');
  const email = text(address) ?? text(texts(address).join(', '));
  if (email === undefined) return name;
  return name === undefined ? email : `${name} <${email}>`;
}
