import type { Location } from '../../lineage/issue.js';

/** A place in the files, as the page shows it. */
export interface Place {
  /** As `file:line:column`. Null if the place is unknown. */
  readonly location: string | null;
  /** Address that opens the place in VS Code. Null if the folder of the files is not to be known. */
  readonly editorUrl: string | null;
}

/** Describes a place. Names of files are relative to `folder`, which is undefined if the page must not name it. */
export function placeOf(place: Location | undefined, folder: string | undefined): Place {
  if (place === undefined) return { location: null, editorUrl: null };
  const { file, line, column } = place;
  const position = line === undefined ? '' : `:${line}:${column ?? 1}`;
  return { location: file + position, editorUrl: folder === undefined ? null : addressOf(file, folder) + position };
}

function addressOf(file: string, folder: string): string {
  const path = isAbsolute(file) ? file : `${folder}/${file}`;
  const parts = path.replaceAll('\\', '/').replace(/^\/*/, '/').split('/');
  return `vscode://file${parts.map((part) => encodeURIComponent(part).replaceAll('%3A', ':')).join('/')}`;
}

function isAbsolute(file: string): boolean {
  return /^(?:[\\/]|[a-z]:[\\/])/i.test(file);
}
