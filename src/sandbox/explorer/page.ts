import { readFile } from 'node:fs/promises';
import { packageFile } from '../../package-file.js';

/** The built page: index.html and the two files that it loads. */
export interface BuiltPage {
  readonly html: string;
  readonly script: string;
  readonly style: string;
}

/** Reads the page that Vite built. Undefined if it has not been built. */
export async function readPage(): Promise<BuiltPage | undefined> {
  const read = (name: string): Promise<string> => readFile(packageFile(`dist/explorer/${name}`), 'utf8');
  try {
    const [html, script, style] = await Promise.all(['index.html', 'explorer.js', 'explorer.css'].map(read));
    return { html: html ?? '', script: script ?? '', style: style ?? '' };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
