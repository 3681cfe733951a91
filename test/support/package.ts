import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Files, fill } from './files.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs with a package as it is installed, in which the page is these files, or is not built. */
export async function withPackage<T>(explorer: Files, use: (main: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'paradime-integrations-'));
  try {
    await cp(join(root, '.test-build'), join(folder, 'dist'), { recursive: true });
    for (const name of ['schema', 'package.json']) await cp(join(root, name), join(folder, name), { recursive: true });
    for (const name of ['node_modules', 'src']) await symlink(join(root, name), join(folder, name));
    await fill(join(folder, 'dist/explorer'), explorer);
    return await use(join(folder, 'dist/cli/main.js'));
  } finally {
    await rm(folder, { recursive: true });
  }
}
