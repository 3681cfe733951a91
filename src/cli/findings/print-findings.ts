import { type Output, printable } from '../terminal/terminal.js';
import type { Finding } from './finding.js';

/** Prints findings grouped by file, with line and column. */
export function printFindings(findings: readonly Finding[], { line, paint }: Output): void {
  const files = new Map<string | undefined, Finding[]>();
  for (const finding of findings) {
    const file = finding.location?.file;
    const ofFile = files.get(file) ?? [];
    if (ofFile.length === 0) files.set(file, ofFile);
    ofFile.push(finding);
  }
  for (const [file, ofFile] of files) {
    if (file !== undefined) line(paint('underline', printable(file)));
    for (const finding of ofFile) line(describeFinding(finding, paint));
    line('');
  }
}

function describeFinding(
  { severity, code, message, location, otherLocation }: Finding,
  paint: Output['paint'],
): string {
  const place = location?.line === undefined ? '' : `${location.line}:${location.column ?? 1}`;
  const other =
    otherLocation?.line === undefined ? '' : ` (the other is at ${otherLocation.line}:${otherLocation.column ?? 1})`;
  const shown = paint(severity === 'error' ? 'red' : 'yellow', severity.padEnd(7));
  return `  ${place.padEnd(7)} ${shown}  ${printable(message)}${other}  ${paint('dim', code)}`;
}
