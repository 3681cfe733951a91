import type { Finding } from '../../documents/finding.js';
import { plural } from '../terminal/words.js';

export type { Finding };

/** Counts errors and warnings. */
export function countFindings(findings: readonly Finding[]): { readonly errors: number; readonly warnings: number } {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: findings.length - errors };
}

/** Counts errors and warnings, in words. */
export function summariseFindings(findings: readonly Finding[]): string {
  const { errors, warnings } = countFindings(findings);
  return `${plural(errors, 'error')}, ${plural(warnings, 'warning')}`;
}
