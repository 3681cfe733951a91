/**
 * A string from a file as a span of code. Nothing in a span has a meaning in Markdown, and GitHub makes no mentions and no
 * links in it. Control characters and marks that change the direction of text are escaped.
 */
export function codeSpan(text: string): string {
  const shown = text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, escaped);
  if (shown.trim() === '') return shown === '' ? '*(empty)*' : `\`${JSON.stringify(shown)}\``;
  const runs = shown.match(/`+/g) ?? [];
  const longest = Math.max(0, ...runs.map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  // One space at both ends is removed again.
  const pad = longest > 0 || (shown.startsWith(' ') && shown.endsWith(' ')) ? ' ' : '';
  return fence + pad + shown + pad + fence;
}

function escaped(control: string): string {
  if (control === '\n') return '\\n';
  return `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
