import type { Location } from '../lineage/issue.js';

/**
 * Compares places by file, in the given order of files, then by line and column. A file as a whole comes before its
 * lines, and what has no file after everything else.
 */
export function byPlace(files: readonly string[]): (one: Place | undefined, other: Place | undefined) => number {
  const fileOf = (place: Place | undefined): number => {
    const index = place?.file === undefined ? -1 : files.indexOf(place.file);
    return index < 0 ? files.length : index;
  };
  return (one, other) =>
    fileOf(one) - fileOf(other) || (one?.line ?? 0) - (other?.line ?? 0) || (one?.column ?? 0) - (other?.column ?? 0);
}

type Place = Partial<Location>;
