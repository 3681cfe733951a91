import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Makes the package look installed: what tests build, under the package's own manifest. */
export function installInto(cwd: string): void {
  const installed = join(cwd, 'node_modules/paradime-integrations');
  mkdirSync(installed, { recursive: true });
  cpSync(join(root, '.test-build'), join(installed, 'dist'), { recursive: true });
  cpSync(join(root, 'schema'), join(installed, 'schema'), { recursive: true });
  cpSync(join(root, 'package.json'), join(installed, 'package.json'));
  for (const name of [
    '@urql',
    '@graphql-typed-document-node',
    '@types',
    'graphql',
    'graphql-http',
    'leven',
    'wonka',
    '@0no-co',
    'undici-types',
  ]) {
    symlinkSync(join(root, 'node_modules', name), join(cwd, 'node_modules', name));
  }
}
