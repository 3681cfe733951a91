import { type Block, blocksOf } from './markdown.js';

/** A program that a page shows. */
export interface PageProgram {
  readonly file: string;
  readonly text: string;
  /** What the page says that it prints, in this order. */
  readonly outputs: readonly string[];
}

/**
 * The TypeScript of a page. A block whose first line names a file is that file. All others are one program, each in the
 * scope of those before it, on the lines that they have on the page: what the compiler says of it can be looked up there.
 */
export function programsOf(markdown: string): readonly PageProgram[] {
  const blocks = blocksOf(markdown);
  const isCode = ({ language }: Block): boolean => language === 'ts';
  const outputsOf = (isWanted: (block: Block) => boolean): readonly string[] =>
    blocks.flatMap((block, index) => {
      const next = blocks[index + 1];
      return isCode(block) && isWanted(block) && next?.language === 'text' ? [next.code] : [];
    });
  const files = blocks.filter((block) => isCode(block) && block.file !== undefined);
  const rest = blocks.filter((block) => isCode(block) && block.file === undefined);
  const named = files.map((block) => ({
    file: block.file ?? '',
    text: block.code,
    outputs: outputsOf((other) => other === block),
  }));
  if (rest.length === 0) return named;
  const outputs = outputsOf(({ file }) => file === undefined);
  return [...named, { file: 'page.ts', text: joinBlocks(rest), outputs }];
}

function joinBlocks(blocks: readonly Block[]): string {
  const lines: string[] = [];
  const imports = new Imports();
  for (const { code, line } of blocks) {
    while (lines.length < line - 2) lines.push('');
    lines.push('{', ...imports.takeFrom(code).trimEnd().split('\n'));
  }
  const [, ...others] = lines;
  return `${[`export {}; ${imports.text()}`, ...others].join('\n')}\n${'}'.repeat(blocks.length)}\n`;
}

/** The imports of several blocks, which may repeat each other. */
class Imports {
  readonly #names = new Map<string, Set<string>>();
  readonly #others = new Set<string>();

  /** The code without its imports, on the same lines. */
  takeFrom(code: string): string {
    return code.replaceAll(/^import [^;]*;$/gm, (statement) => {
      const [, names, module = ''] = /^import \{([^}]*)\} from '([^']+)';$/.exec(statement) ?? [];
      const known = this.#names.get(module) ?? new Set();
      if (names === undefined) this.#others.add(statement);
      else this.#names.set(module, known);
      for (const name of names?.split(',') ?? []) if (name.trim() !== '') known.add(name.trim());
      return statement.replaceAll(/[^\n]/g, '');
    });
  }

  text(): string {
    const named = [...this.#names].map(([module, names]) => `import { ${[...names].join(', ')} } from '${module}';`);
    return [...this.#others, ...named].join(' ');
  }
}
