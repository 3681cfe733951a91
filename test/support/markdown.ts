/** A block of code on a page. */
export interface Block {
  /** What stands behind the fence, such as `ts`. */
  readonly language: string;
  readonly code: string;
  /** Line of the page on which the code begins, from 1. */
  readonly line: number;
  /** The file that it is, where its first line is a comment with a name. */
  readonly file: string | undefined;
}

/** The blocks of a page, and the code that readers do not see: comments that begin with `<!-- ts`. */
export function blocksOf(markdown: string): readonly Block[] {
  const fences = /^(?:```(\w+)\n(.*?)^```|<!-- (ts)\n(.*?)^-->)$/gms;
  return [...markdown.matchAll(fences)].map((match) => {
    const [, shown, code = '', hidden, hiddenCode] = match;
    const line = markdown.slice(0, match.index).split('\n').length + 1;
    const [, file] = /^(?:\/\/|#) ([\w./-]+\.\w+)$/m.exec(code.split('\n', 1)[0] ?? '') ?? [];
    return { language: shown ?? hidden ?? '', code: hiddenCode ?? code, line, file };
  });
}

/** The addresses of a page's links. */
export function linksOf(markdown: string): readonly string[] {
  return [...withoutCode(markdown).matchAll(/\]\(([^)\s]+)\)/g)].map(([, address = '']) => address);
}

/** What `#...` can lead to on a page, as GitHub names its headings. */
export function anchorsOf(markdown: string): readonly string[] {
  const headings = [...withoutCode(markdown).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function withoutCode(markdown: string): string {
  return markdown.replace(/^```.*?^```$/gms, '');
}
