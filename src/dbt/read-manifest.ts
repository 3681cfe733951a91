import { invalidFile } from '../documents/errors.js';
import { splitJson } from '../documents/split-json.js';
import { show } from '../errors.js';
import { isRecord } from '../is-record.js';
import { ColumnStore } from './column-store.js';
import { type ColumnReader, type DbtMetadata, type Manifest, ManifestCollector, manifestSections } from './manifest.js';
import { property, text } from './parts.js';

/** JSON that was parsed already, or its bytes. `name` is what errors call it. */
export type JsonSource = { readonly name: string } & (
  | { readonly value: unknown; readonly chunks?: undefined }
  | { readonly chunks: AsyncIterable<Uint8Array>; readonly value?: undefined }
);

/** Reads a manifest. Throws an `InvalidFileError` for anything else, and for a manifest that is incomplete or empty. */
export async function readManifest(
  source: JsonSource,
  catalog: ReadonlyMap<string, ColumnReader> | undefined,
  signal: AbortSignal | undefined,
): Promise<Manifest> {
  const collector = new ManifestCollector(catalog);
  await eachEntry(source, manifestSections, (section, key, value) => collector.add(section, key, value), signal);
  const metadata = metadataOf(source.name, collector);
  const manifest = collector.finish(metadata);
  if (manifest.relations.length + manifest.tableless.length + manifest.exposures.length === 0) {
    throw invalidFile(source.name, 'is a manifest without models, seeds, snapshots, sources and exposures');
  }
  return manifest;
}

/** Reads the columns of a `catalog.json`, by the `unique_id` of their relation. Throws an `InvalidFileError`. */
export async function readCatalog(
  source: JsonSource,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, ColumnReader>> {
  const store = new ColumnStore();
  const columns = new Map<string, ColumnReader>();
  await eachEntry(
    source,
    ['nodes', 'sources'],
    (_section, key, value) => columns.set(key, store.add(property(value, 'columns'))),
    signal,
  );
  return columns;
}

/** Calls `onEntry` with the entries of the sections that are needed: those of the others are not even parsed. */
async function eachEntry(
  { name, value, chunks }: JsonSource,
  sections: readonly string[],
  onEntry: (section: string, key: string, value: unknown) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (chunks) {
    await splitJson(
      name,
      chunks,
      2,
      ({ path: [section = '', key = ''], read }) => {
        if (sections.includes(section)) onEntry(section, key, read());
      },
      signal,
    );
    return;
  }
  if (!isRecord(value)) throw invalidFile(name, `must be an object (got ${show(value).slice(0, 40)})`);
  for (const section of sections) {
    const entries = value[section];
    if (typeof entries !== 'object' || entries === null) continue;
    for (const [key, entry] of Object.entries(entries)) onEntry(section, key, entry);
  }
}

/** Reads the metadata, which distinguishes a manifest from the other files that dbt writes. */
function metadataOf(name: string, collector: ManifestCollector): DbtMetadata {
  const version = collector.metadata('dbt_schema_version');
  const [, artifact] = /\/dbt\/([\w-]+)\/v\d+/.exec(String(version)) ?? [];
  const isManifest =
    version === undefined ? collector.has('metadata') && collector.has('nodes') : artifact === 'manifest';
  if (!isManifest) {
    const found = artifact === undefined ? '' : `: it is a ${artifact.replaceAll('-', ' ')}`;
    throw invalidFile(name, `is not a dbt manifest${found}; give target/manifest.json, which dbt writes`);
  }
  const generatedAt = new Date(String(collector.metadata('generated_at')));
  if (Number.isNaN(generatedAt.getTime())) {
    throw invalidFile(name, 'has no valid date in metadata.generated_at; is it a manifest that dbt wrote?');
  }
  const projectName = text(collector.metadata('project_name'));
  const adapterType = text(collector.metadata('adapter_type'));
  return {
    ...(projectName !== undefined && { projectName }),
    dbtVersion: text(collector.metadata('dbt_version')) ?? '',
    generatedAt,
    ...(adapterType !== undefined && { adapterType }),
  };
}
