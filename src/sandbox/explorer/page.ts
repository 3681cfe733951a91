import { readFile } from 'node:fs/promises';

/** The built page: index.html and the two files that it loads. */
export interface BuiltPage {
  readonly html: string;
  readonly script: string;
  readonly style: string;
}

/** Relative to the compiled package, and relative to the sources. */
const folders = ['../../explorer/', '../../../dist/explorer/'].map((path) => new URL(path, import.meta.url));

/** Reads the page that Vite built. Undefined if it has not been built. */
export async function readPage(): Promise<BuiltPage | undefined> {
  for (const folder of folders) {
    const read = (name: string): Promise<string> => readFile(new URL(name, folder), 'utf8');
    try {
      const [html, script, style] = await Promise.all(['index.html', 'explorer.js', 'explorer.css'].map(read));
      return { html: html ?? '', script: script ?? '', style: style ?? '' };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
  return undefined;
}
