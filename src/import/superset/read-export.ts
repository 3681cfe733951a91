import { basename, extname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { InvalidFileError, invalidFile } from '../../documents/errors.js';
import { parseYaml } from '../../documents/parse-yaml.js';
import { readChunks } from '../../documents/read-chunks.js';
import { createDecoder } from '../../documents/text-file.js';
import { ConfigurationError } from '../../errors.js';
import { collectBytes } from '../core/collect-bytes.js';
import { type ImportSource, openSource, type SourcePart } from '../core/import-source.js';
import type { CheckedOptions } from '../core/options.js';
import type { SkipList } from '../core/skip-list.js';
import { isZip, unzip } from './unzip.js';

/** A document of an export, parsed. `path` is its place in the export, if that is known. */
export interface ExportDocument {
  readonly path: string | undefined;
  readonly value: unknown;
}

/** A dashboard takes some kilobytes. Parsing a much larger file would take minutes. */
const longestYaml = 10_000_000;

/**
 * Reads the YAML files of an export: a ZIP file, a folder with both kinds of file, or a single YAML file. A file in a folder
 * or ZIP file that cannot be read is skipped and counted. Throws an `InvalidFileError` for one that was given itself.
 */
export async function* readExport(
  source: ImportSource,
  { signal, report }: CheckedOptions,
  skips: SkipList,
): AsyncGenerator<ExportDocument, void, undefined> {
  refuseAddress(source);
  let done = 0;
  for await (const part of openSource(source, isExportFile, skips, signal)) {
    for await (const document of readPart(part)) {
      done++;
      report({ step: 'reading files', done });
      yield document;
    }
  }

  async function* readPart(part: SourcePart): AsyncGenerator<ExportDocument, void, undefined> {
    if (part.kind === 'value') {
      for (const value of Array.isArray(part.value) ? part.value : [part.value]) yield { path: undefined, value };
      return;
    }
    const name = part.kind === 'file' ? part.file : 'the export';
    if (part.kind === 'file' && !isExportFile(part.file)) {
      throw invalidFile(name, 'is not a Superset export: it must be a ZIP file, a YAML file, or a folder of these');
    }
    if (part.kind === 'file' && !part.isGiven && isYaml(part.file)) {
      yield* attempt(part.path, async () => parse(name, await collectBytes(name, readChunks(part.file), signal)));
      return;
    }
    const bytes = await collectBytes(name, part.kind === 'file' ? readChunks(part.file) : part.chunks, signal);
    if (isZip(bytes)) yield* readZip(name, bytes);
    else if (extname(name).toLowerCase() === '.zip') throw invalidFile(name, 'is not a ZIP file');
    else yield { path: part.kind === 'file' ? basename(part.path) : undefined, value: parse(name, bytes) };
  }

  async function* readZip(name: string, bytes: Uint8Array): AsyncGenerator<ExportDocument, void, undefined> {
    const isWanted = (path: string): boolean => {
      if (path.split('/').some((step) => step.startsWith('.') || step === '__MACOSX')) return false;
      if (!isYaml(path)) skips.add('file', 'is not of this source', path);
      return isYaml(path);
    };
    for (const entry of await unzip(name, bytes, isWanted, signal)) {
      signal?.throwIfAborted();
      yield* attempt(entry.path, async () => parse(`${name}/${entry.path}`, entry.bytes));
      await setImmediate();
    }
  }

  async function* attempt(path: string, read: () => Promise<unknown>): AsyncGenerator<ExportDocument, void, undefined> {
    let value: unknown;
    try {
      value = await read();
    } catch (error) {
      if (!(error instanceof InvalidFileError)) throw error;
      const [problem] = error.problems;
      skips.add('file', problem?.message ?? 'cannot be read', path);
      return;
    }
    yield { path, value };
  }
}

function parse(name: string, bytes: Uint8Array): unknown {
  if (bytes.length === 0) throw invalidFile(name, 'is empty');
  if (bytes.length > longestYaml) throw invalidFile(name, `is larger than ${longestYaml} bytes`);
  return parseYaml(name, createDecoder(name)(bytes, false)).value;
}

function isExportFile(file: string): boolean {
  return isYaml(file) || extname(file).toLowerCase() === '.zip';
}

function isYaml(file: string): boolean {
  return ['.yaml', '.yml'].includes(extname(file).toLowerCase());
}

/** The address is not repeated, because it may contain a password. */
function refuseAddress(source: ImportSource): void {
  const paths = Array.isArray(source) ? source : [source];
  if (!paths.some((path) => typeof path === 'string' && /^https?:/i.test(path))) return;
  throw new ConfigurationError(
    'importSuperset reads exports: give the path of a ZIP file or folder in place of an address. `superset export-dashboards` writes one.',
  );
}
