import { countFindings, type Finding, summariseFindings } from '../findings/finding.js';
import type { Changes } from './changes.js';
import { codeSpan } from './markdown.js';
import {
  type DefinitionChange,
  definitionLines,
  describeCounts,
  type Limits,
  outlineOf,
  renamedAdvice,
  type Section,
  type Style,
} from './outline.js';
import { describeLost } from './print-changes.js';

/** A comparison to write as Markdown. */
export interface ComparisonReport {
  readonly integration: string;
  /** Sentences about what is compared. They come from the program, apart from the parts that it made code of. */
  readonly notes: readonly string[];
  readonly definition: DefinitionChange | undefined;
  readonly changes: Changes | undefined;
  readonly findings: readonly Finding[];
  /** Why the publication would be refused. */
  readonly refused?: string | undefined;
}

/**
 * Writes a comparison as Markdown for a comment or the summary of a job. It is cut until it fits a comment of GitHub, and
 * says so.
 */
export function changesToMarkdown(report: ComparisonReport): string {
  for (const limits of allLimits) {
    const markdown = write(report, limits);
    if (markdown.length <= longest) return markdown;
  }
  return write({ ...report, findings: [] }, { nodes: 0, entries: 0, length: 40 });
}

/** A comment of GitHub has at most 65,536 characters, and a job may add some of its own. */
const longest = 60_000;

const allLimits: readonly Limits[] = [
  { nodes: 50, entries: 10, length: 120 },
  { nodes: 20, entries: 10, length: 80 },
  { nodes: 10, entries: 5, length: 60 },
  { nodes: 3, entries: 3, length: 40 },
];

function write(report: ComparisonReport, limits: Limits): string {
  const { integration, notes, definition, changes, findings, refused } = report;
  const style: Style = {
    value: codeSpan,
    node: ({ nodeType, name }) => `${codeSpan(nodeType)} ${codeSpan(name)}`,
    limits,
  };
  const blocks = [
    `## ${codeSpan(integration)}`,
    ...(refused === undefined ? [] : [`**This would be refused.** ${codeSpan(refused)}`]),
    ...notes,
    ...(changes ? [`**Nodes: ${describeCounts(changes)}**`] : []),
    ...(definition ? definitionBlocks(definition, style) : []),
    ...(changes ? changeBlocks(changes, style) : []),
    ...findingBlocks(findings, limits),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function definitionBlocks(definition: DefinitionChange, style: Style): readonly string[] {
  const lines = definitionLines(definition, style).map(({ sign, text }) => `- ${words[sign]}: ${text}`);
  return lines.length > 0 ? ['### Integration', lines.join('\n')] : [];
}

function changeBlocks(changes: Changes, style: Style): readonly string[] {
  return [
    ...outlineOf(changes, style).flatMap((section) => sectionBlocks(section, changes)),
    ...(changes.lost.length > 0 ? [`${describeLost(changes)}.`] : []),
  ];
}

const words = { '+': 'added', '~': 'changed', '-': 'removed' } as const;

const titles = {
  added: 'Added',
  changed: 'Changed',
  removed: 'Removed',
  renamed: 'Renamed?',
} as const satisfies Readonly<Record<Section['sort'], string>>;

function sectionBlocks({ sort, count, note, items, rest }: Section, changes: Changes): readonly string[] {
  const lines = items.flatMap(({ head, lines: its }) => [`- ${head}`, ...its.map((its) => `  - ${its}`)]);
  const more = rest > 0 ? [`- and ${rest.toLocaleString('en')} more`] : [];
  return [
    `### ${titles[sort]} (${count.toLocaleString('en')}${note === undefined ? '' : `, ${note}`})`,
    ...(sort === 'renamed' ? [renamedAdvice(changes)] : []),
    ...(lines.length + more.length > 0 ? [[...lines, ...more].join('\n')] : []),
  ];
}

function findingBlocks(findings: readonly Finding[], { nodes: most }: Limits): readonly string[] {
  if (findings.length === 0) return [];
  const { errors } = countFindings(findings);
  const sorted = findings.toSorted(
    (one, other) => Number(other.severity === 'error') - Number(one.severity === 'error'),
  );
  const lines = sorted.slice(0, most).map(({ severity, code, message, location }) => {
    const place = location?.line === undefined ? '' : `:${location.line}`;
    const where = location?.file === undefined ? '' : ` ${codeSpan(`${location.file}${place}`)}`;
    return `- ${severity}${where} ${codeSpan(message)} (${code})`;
  });
  const rest = findings.length - lines.length;
  return [
    `### ${errors > 0 ? 'Errors and warnings' : 'Warnings'} (${summariseFindings(findings)})`,
    [...lines, ...(rest > 0 ? [`- and ${rest.toLocaleString('en')} more`] : [])].join('\n'),
  ];
}
