import { extname } from 'node:path';
import { UsageError } from '../../terminal/failure.js';

/** A format that `init` writes. */
export type Format = 'yaml' | 'json' | 'typescript';

/** The extensions of files in each format. */
export const extensionsOf = {
  yaml: ['.yaml', '.yml'],
  json: ['.json'],
  typescript: ['.ts', '.mts'],
} as const satisfies Readonly<Record<Format, readonly string[]>>;

/**
 * The format of a file, by its extension. Throws a `UsageError` if the extension is unknown, or belongs to another format
 * than the one that was asked for.
 */
export function formatOf(file: string, asked: Format | undefined): Format {
  const extension = extname(file).toLowerCase();
  const format = formats.find((format) => extensionsOf[format].some((known) => known === extension));
  if (format === undefined) {
    const known = formats.map((format) => `${extensionsOf[format].join(' or ')} (${nameOf[format]})`).join(', ');
    throw new UsageError(`${file} must end in ${known}.`);
  }
  if (asked !== undefined && asked !== format) {
    const wanted = extensionsOf[asked].join(' or ');
    throw new UsageError(
      `--format ${asked} contradicts ${file}, whose extension ${extension} stands for ${nameOf[format]}. Give a name that ends in ${wanted}, or leave --format out.`,
    );
  }
  return format;
}

const formats = ['yaml', 'json', 'typescript'] as const satisfies readonly Format[];

const nameOf: Readonly<Record<Format, string>> = { yaml: 'YAML', json: 'JSON', typescript: 'TypeScript' };
