import { relative, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { describeProblem, type FileProblem, type Location } from '../files/errors.js';
import type { LocatedIssue } from '../files/locate-issues.js';
import { describeNode, formatPath, type IssueCode, type Severity, severities } from '../lineage/issue.js';
import { didYouMean } from '../lineage/suggest.js';
import { type Output, printable, type Terminal } from './terminal.js';

/** Something to tell about a file, be it of its form or of its nodes. */
export interface Finding {
  readonly severity: Severity;
  readonly code: IssueCode | 'invalid-file' | 'assumed-kind';
  readonly message: string;
  readonly location?: Location | undefined;
  /** Where the other node is, where two do not go together. */
  readonly otherLocation?: Location | undefined;
}

export interface CheckFlags {
  readonly ignore: readonly IssueCode[];
  readonly treatAsError: readonly IssueCode[];
}

/** Options of all commands that check nodes. */
export function addCheckOptions(command: Command): Command {
  return command
    .addOption(codesOption('--ignore <code>', 'let a check pass; can be given several times'))
    .addOption(codesOption('--treat-as-error <code>', 'let a warning count as an error; can be given several times'))
    .addHelpText('after', `\nCodes of checks:\n${listCodes()}`);
}

function codesOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser(collectCode).default([], 'none');
}

function collectCode(text: string, codes: readonly IssueCode[]): readonly IssueCode[] {
  if (!isCode(text)) {
    throw new InvalidArgumentError(`No check has this code${didYouMean(text, Object.keys(severities)) || '.'}`);
  }
  return [...codes, text];
}

function isCode(text: string): text is IssueCode {
  return Object.hasOwn(severities, text);
}

function listCodes(): string {
  const of = (severity: Severity): string =>
    Object.entries(severities)
      .flatMap(([code, its]) => (its === severity ? [code] : []))
      .join(', ');
  return `  errors    ${wrap(of('error'))}\n  warnings  ${wrap(of('warning'))}`;
}

function wrap(text: string): string {
  return text.replace(/(.{1,66})(?: |$)/g, '$1\n            ').trimEnd();
}

export function findingOfIssue({
  severity,
  code,
  message,
  node,
  path,
  location,
  otherLocation,
}: LocatedIssue): Finding {
  const where =
    node.index === undefined ? '' : `${describeNode(node)}${path.length > 0 ? `, ${formatPath(path)}` : ''}: `;
  return { severity, code, message: where + message, location, otherLocation };
}

export function findingOfProblem(problem: FileProblem): Finding {
  return { severity: 'error', code: 'invalid-file', message: describeProblem(problem), location: locationOf(problem) };
}

export function findingOfAssumption({ message, ...problem }: FileProblem): Finding {
  return { severity: 'warning', code: 'assumed-kind', message, location: locationOf(problem) };
}

function locationOf({ file, line, column }: Location): Location {
  return { file, line, column };
}

/** Writes findings grouped by file, with positions as compilers write them. */
export function tellFindings(findings: readonly Finding[], { line, paint }: Output): void {
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

/** How many errors and warnings there are. */
export function countFindings(findings: readonly Finding[]): { readonly errors: number; readonly warnings: number } {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: findings.length - errors };
}

export function summariseFindings(findings: readonly Finding[]): string {
  const { errors, warnings } = countFindings(findings);
  return `${plural(errors, 'error')}, ${plural(warnings, 'warning')}`;
}

export function plural(count: number, one: string, many: string = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** Writes findings as GitHub's workflow commands, which it shows beside the lines of a pull request. */
export function annotateFindings(findings: readonly Finding[], { out, env }: Terminal): void {
  const root = env['GITHUB_WORKSPACE'] || process.cwd();
  for (const { severity, code, message, location, otherLocation } of findings) {
    const { file, line, column } = location ?? {};
    const other = otherLocation?.line === undefined ? '' : ` (the other is in line ${otherLocation.line})`;
    const properties = Object.entries({ file: file && relative(root, resolve(file)), line, col: column, title: code })
      .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${escapeProperty(String(value))}`]))
      .join(',');
    out.line(`::${severity} ${properties}::${escapeData(message + other)}`);
  }
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
