import { existsSync } from 'node:fs';

/** The address of a file of this package, from its sources as well as from what they are built into. */
export function packageFile(path: string): URL {
  let folder = new URL('.', import.meta.url);
  while (!existsSync(new URL('package.json', folder))) {
    const parent = new URL('..', folder);
    if (parent.href === folder.href)
      throw new Error(`paradime-integrations is incomplete: ${path} is not in its folder.`);
    folder = parent;
  }
  return new URL(path, folder);
}
