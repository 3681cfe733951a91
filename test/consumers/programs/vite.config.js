// Everything into the bundle, as for a page.
export default {
  ssr: { noExternal: true },
  build: { minify: true, rolldownOptions: { output: { entryFileNames: '[name].mjs' } } },
};
