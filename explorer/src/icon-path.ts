import * as paths from '@blueprintjs/icons/lib/esm/generated/16px/paths/index.js';
import { defaultLook } from './default-look.js';

/** The SVG paths of a Blueprint icon, on a 16 by 16 grid. An unknown name gets the paths of the default icon. */
export function iconPaths(name: string): readonly string[] {
  return byName.get(inPascalCase(name)) ?? byName.get(inPascalCase(defaultLook.icon)) ?? [];
}

const byName: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(paths).flatMap(([name, path]) => (Array.isArray(path) ? [[name, path]] : [])),
);

function inPascalCase(name: string): string {
  return name.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
}
