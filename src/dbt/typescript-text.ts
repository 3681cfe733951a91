/** A string as a literal of TypeScript. Whatever could end the literal or disguise what it says is escaped. */
export function literal(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029]/gu, escaped)}'`;
}

/**
 * The lines of a doc comment that says this. Whatever could end the comment is escaped, and so is what an editor would take
 * for a tag.
 */
export function docComment(text: string): readonly string[] {
  const lines = text
    .trim()
    .split(/\r\n|[\n\r\v\f\u2028\u2029]/)
    .map((line) =>
      line
        .trimEnd()
        .replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu, ' ')
        .replaceAll('*/', '*\\/')
        .replace(/^(\s*)@/, '$1\\@'),
    );
  const [only = ''] = lines;
  if (lines.length > 1) return ['/**', ...lines.map((line) => ` * ${line}`.trimEnd()), ' */'];
  return only === '' ? [] : [`/** ${only} */`];
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
