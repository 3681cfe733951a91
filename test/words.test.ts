// The words that CONTRIBUTING.md ("Words") replaces do not come back.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

const replaced: readonly (readonly [pattern: RegExp, better: string])[] = [
  [/(?<!\bthere )\bis no (?!longer\b|more\b)/i, 'is not a, must be'],
  [/\banew\b/i, 'again'],
  [/\bmend(?:s|ed|ing)?\b/i, 'fix'],
  [/\bnot found out\b/i, 'unknown'],
  [/\btells? (?:of|what|that|whether|where|how|why|which)\b/i, 'print, show, report, say'],
  [/(?:\/\*\*|^\s*\*|^\s*\/\/) ?(?:Told|Tells|What) /, 'a subject, or a verb in the third person'],
  [/\blets? go of\b/i, 'release'],
  [/\bfor want of\b/i, 'without'],
  [/\bthat there is not\b/i, 'unknown'],
  [/\b(?:a|no) texts?\b(?! (?:file|picture|block|editor))/i, 'string'],
];

/** Everything that somebody reads: docs, code and its comments, the schema, the page. Tests are for those who build it. */
function readableFiles(): readonly string[] {
  const patterns = ['*.md', 'docs/*.md', 'src/*.ts', 'explorer/src/*', 'schema/*.graphql', 'examples/*'];
  const listed = execFileSync('git', ['ls-files', ...patterns], { cwd: root, encoding: 'utf8' })
    .trim()
    .split('\n');
  return listed.filter((file) => !/generated|\.css$|\.json$|CONTRIBUTING\.md$/.test(file));
}

test.each(readableFiles())('%s', (file) => {
  const lines = readFileSync(`${root}/${file}`, 'utf8').split('\n');
  const found = lines.flatMap((line, index) =>
    replaced.flatMap(([pattern, better]) =>
      pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()} (rather: ${better})`] : [],
    ),
  );
  expect(found).toStrictEqual([]);
});
