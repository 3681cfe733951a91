import { readFile } from 'node:fs/promises';

/** The built page: index.html, the two files that it loads, and the licences of what is in them. */
export interface BuiltPage {
  readonly html: string;
  readonly script: string;
  readonly style: string;
  readonly licenses: string;
}

/** Relative to the compiled package, and relative to the sources. */
const folders = ['../../explorer/', '../../../dist/explorer/'].map((path) => new URL(path, import.meta.url));

/** Reads the page that Vite built. Undefined if it has not been built. */
export async function readPage(): Promise<BuiltPage | undefined> {
  for (const folder of folders) {
    const read = (name: string): Promise<string> => readFile(new URL(name, folder), 'utf8');
    try {
      const [html, script, style, licenses] = await Promise.all([
        read('index.html'),
        read('explorer.js'),
        read('explorer.css'),
        read('licenses.md'),
      ]);
      return { html, script, style, licenses };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
  return undefined;
}
