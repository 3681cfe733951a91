import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { isRecord } from '../is-record.js';
import { property, text } from './parts.js';
import type { DbtColumn } from './relation.js';

/** Blocks of this many characters are compressed together. */
const blockLength = 256 * 1024;

/**
 * Holds the columns of all relations in compressed form: a large project describes some hundred thousand of them, and few
 * are ever looked at.
 */
export class ColumnStore {
  readonly #blocks: Uint8Array[] = [];
  #pending: string[] = [];
  #pendingLength = 0;
  /** The block that was read last: whoever looks at columns looks at those of neighbours next. */
  #last: { readonly block: number; readonly entries: readonly string[] } | undefined;

  /** Keeps the columns of a relation, as the manifest or the catalog has them, and returns a function that reads them. */
  add(columns: unknown): () => readonly DbtColumn[] {
    const kept = isRecord(columns) ? Object.values(columns).flatMap(toColumn) : [];
    if (kept.length === 0) return () => [];
    const block = this.#blocks.length;
    const index = this.#pending.length;
    const packed = JSON.stringify(kept);
    this.#pending.push(packed);
    this.#pendingLength += packed.length;
    if (this.#pendingLength >= blockLength) this.#compress();
    return () => this.#read(block, index);
  }

  #compress(): void {
    // No string of JSON contains a line break.
    this.#blocks.push(deflateRawSync(this.#pending.join('\n'), { level: 1 }));
    this.#pending = [];
    this.#pendingLength = 0;
  }

  #read(block: number, index: number): readonly DbtColumn[] {
    const entry = this.#entriesOf(block)[index] ?? '[]';
    const columns: unknown = JSON.parse(entry);
    return Array.isArray(columns) ? columns.flatMap(unpack) : [];
  }

  #entriesOf(block: number): readonly string[] {
    const compressed = this.#blocks[block];
    if (compressed === undefined) return this.#pending;
    if (this.#last?.block !== block) {
      this.#last = { block, entries: inflateRawSync(compressed).toString().split('\n') };
    }
    return this.#last.entries;
  }
}

/** A column as it is kept: its name, description and data type. */
function toColumn(column: unknown): readonly (readonly string[])[] {
  const name = text(property(column, 'name'));
  if (name === undefined) return [];
  const description = text(property(column, 'description')) ?? text(property(column, 'comment')) ?? '';
  const dataType = text(property(column, 'data_type')) ?? text(property(column, 'type')) ?? '';
  return [dataType !== '' ? [name, description, dataType] : description !== '' ? [name, description] : [name]];
}

function unpack(kept: unknown): readonly DbtColumn[] {
  const [name, description, dataType] = Array.isArray(kept) ? kept.map(text) : [];
  if (name === undefined) return [];
  return [{ name, ...(description && { description }), ...(dataType && { dataType }) }];
}
