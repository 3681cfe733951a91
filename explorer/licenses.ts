import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const fileName = 'licenses.md';

/** Adds to the licences, which Vite collects, a statement where the source code of `elkjs` is: its licence demands one. */
export function licenses(): Plugin {
  return {
    name: 'licenses',
    config: () => ({ build: { license: { fileName } } }),
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const collected = bundle[fileName];
        if (collected?.type !== 'asset') this.error(`Vite has not written ${fileName}.`);
        collected.source = `${statement()}\n${collected.source}`;
      },
    },
  };
}

function statement(): string {
  const file = new URL('../node_modules/elkjs/package.json', import.meta.url);
  const { version, repository } = JSON.parse(readFileSync(file, 'utf8'));
  const address = repository.url.replace(/^git\+|\.git$/g, '');
  return `# Third-party notices

The page that draws lineage (explorer.js, explorer.css, and every page that is exported from them) contains the packages
below, bundled and minified, each under its own licence. The rest of the page is part of paradime-integrations, under the
MIT licence.

elkjs, the Eclipse Layout Kernel for JavaScript, is used under the Eclipse Public License 2.0. Its source code is available
under that licence at ${address} (version ${version}), and the source code of the Eclipse
Layout Kernel, from which it is made, at https://github.com/eclipse-elk/elk.
`;
}
