import { relative, resolve } from 'node:path';
import type { Finding } from '../../findings/finding.js';
import type { Terminal } from '../../terminal/terminal.js';

/** Prints findings as workflow commands of GitHub, which shows them next to the lines of a pull request. */
export function annotateFindings(findings: readonly Finding[], { out, env }: Terminal): void {
  const root = env['GITHUB_WORKSPACE'] || process.cwd();
  for (const { severity, code, message, location, otherLocation } of findings) {
    const { file, line, column } = location ?? {};
    const other = otherLocation?.line === undefined ? '' : ` (the other is on line ${otherLocation.line})`;
    const properties = Object.entries({ file: file && relative(root, resolve(file)), line, col: column, title: code })
      .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${escapeProperty(String(value))}`]))
      .join(',');
    out.githubCommand(`::${severity} ${properties}::${escapeData(message + other)}`);
  }
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
