import * as paths from '@blueprintjs/icons/lib/esm/generated/16px/paths/index.js';

const byName: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(paths).flatMap(([name, path]) => (Array.isArray(path) ? [[name, path]] : [])),
);

/** What Paradime draws where a node type names no icon. */
const defaultIcon = 'intersection';

/** The SVG paths of one of Blueprint's icons, in a square of 16; those of the default for a name that is none. */
export function iconPaths(name: string | null | undefined): readonly string[] {
  return byName.get(inPascalCase(name ?? defaultIcon)) ?? byName.get(inPascalCase(defaultIcon)) ?? [];
}

function inPascalCase(name: string): string {
  return name.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
}
