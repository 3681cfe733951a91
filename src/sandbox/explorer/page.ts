import { readFile } from 'node:fs/promises';
import { packageFile } from '../../package-file.js';

/** The built page: index.html, the two files that it loads, and the licences of what is in them. */
export interface BuiltPage {
  readonly html: string;
  readonly script: string;
  readonly style: string;
  readonly licenses: string;
}

/** Reads the page that Vite built. Undefined if it has not been built. */
export async function readPage(): Promise<BuiltPage | undefined> {
  const read = (name: string): Promise<string> => readFile(packageFile(`dist/explorer/${name}`), 'utf8');
  try {
    const [html, script, style, licenses] = await Promise.all([
      read('index.html'),
      read('explorer.js'),
      read('explorer.css'),
      read('licenses.md'),
    ]);
    return { html, script, style, licenses };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
