import type { Issue, IssueCode } from '../issue.js';
import { didYouMean } from '../suggest.js';

/** Reports an issue of a node. */
export type Report = (code: IssueCode, path: Issue['path'], message: string) => void;

/** The message for an attribute that a node or reference does not have. `known` has those that it may have. */
export function notAnAttribute(attribute: string, what: string, known: object): string {
  const names = Object.keys(known);
  return `a ${what} has no attribute "${attribute}"; its attributes are ${names.join(', ')}${didYouMean(attribute, names)}`;
}

/** Whether a value is not a string, or has nothing but white space. */
export function isBlank(text: unknown): boolean {
  if (typeof text !== 'string') return true;
  return !(text.charCodeAt(0) > 32) && text.trim() === ''; // Nearly every string begins with a letter.
}

/** Whether a value may stand where a string is optional. */
export function isTextOrAbsent(value: unknown): value is string | null | undefined {
  return typeof value === 'string' || value === undefined || value === null;
}
