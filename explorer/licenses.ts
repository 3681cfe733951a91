import type { Plugin } from 'vite';

const fileName = 'licenses.md';

/** Adds a heading to the licences that Vite collects, since they are included in exported pages. */
export function licenses(): Plugin {
  return {
    name: 'licenses',
    config: () => ({ build: { license: { fileName } } }),
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const collected = bundle[fileName];
        if (collected?.type !== 'asset') this.error(`Vite has not written ${fileName}.`);
        collected.source = `${heading}\n${collected.source}`;
      },
    },
  };
}

const heading = `# Third-party notices

The page that draws lineage (explorer.js, explorer.css, and every page that is exported from them) contains the packages
below, bundled and minified, each under its own licence. The rest of the page is part of paradime-integrations, under the
MIT licence.
`;
