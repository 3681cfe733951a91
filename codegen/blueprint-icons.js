// A GraphQL Code Generator plugin that writes the names of Blueprint's icons, with which Paradime draws node types.
// It is part of codegen so that one command writes everything under src/generated, and one command checks it.

import { IconNamesSet } from '@blueprintjs/icons/lib/cjs/iconNames.js';

const header = '// Written by `npm run codegen` from @blueprintjs/icons. Do not edit.\n';

/** @type {import('@graphql-codegen/plugin-helpers').PluginFunction<{ emit: 'type' | 'list' }>} */
export const plugin = (_schema, _documents, { emit }) => {
  const names = [...IconNamesSet].sort().map((name) => `'${name}'`);
  return emit === 'type'
    ? `${header}\n/** The name of an icon from Blueprint's library. */\nexport type IconName =\n  | ${names.join('\n  | ')};\n`
    : `${header}\nimport type { IconName } from './icon-name.js';\n\n/** The names of all icons from Blueprint's library, sorted. */\nexport const iconNames: readonly IconName[] = [\n  ${names.join(',\n  ')},\n];\n`;
};
