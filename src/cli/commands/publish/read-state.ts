import { InvalidFileError } from '../../../documents/errors.js';
import { readLines } from '../../../documents/lines.js';
import { readManifestText } from '../../../plan/manifest.js';
import { addRecord, type Records } from '../../changes/changes.js';
import type { NodeRecord } from '../../changes/node-record.js';
import { InputError } from '../../terminal/failure.js';
import { PackedTexts } from './packed-texts.js';
import { addToDigest, parseStateTail, type StateTail, stateHead } from './state-format.js';
import { entryOfLine, recordOfLine } from './state-values.js';

/** Reads a state file. Undefined if it does not exist yet. Throws an `InputError` if it is damaged or another kind of file. */
export async function readState(file: string): Promise<State | undefined> {
  const texts = new PackedTexts();
  let last: string | undefined;
  let first: string | undefined;
  let sum = 0;
  try {
    for await (const lines of readLines(file)) {
      for (const { text } of lines) {
        if (first === undefined) {
          first = text;
          if (first !== stateHead)
            throw new InputError(`${file} is not a state file of this program. Give another file with --state.`);
          continue;
        }
        if (last !== undefined) {
          texts.add(entryOfLine(last));
          sum = addToDigest(sum, last);
        }
        last = text;
      }
    }
  } catch (error) {
    if (!(error instanceof InvalidFileError)) throw error;
    if (isAbsent(error.cause)) return undefined;
    throw new InputError(`The state file cannot be read: ${error.message}`, { cause: error });
  }
  const tail = last === undefined ? undefined : parseStateTail(last);
  if (!tail || tail.nodes !== texts.length || tail.digest !== sum) throw damaged(file);
  const { integration, definition, schemas } = tail;
  return { integration, definition, schemas, texts };
}

/** The last publication, as a state file records it. */
export interface State extends Pick<StateTail, 'integration' | 'definition' | 'schemas'> {
  /** A manifest's line for each node. */
  readonly texts: PackedTexts;
}

/**
 * Reads a state file again, for what it keeps of the nodes with these ids: holding the values of all nodes would take too
 * much memory. If another run has replaced the file since, only the lines that are the same count.
 */
export async function readRecords(file: string, { texts }: State, ids: ReadonlySet<string>): Promise<Records> {
  const records = new Map<string, NodeRecord[]>();
  if (ids.size === 0) return records;
  let place = -1; // The first line has the format.
  for await (const lines of readLines(file)) {
    for (const { text } of lines) {
      const entry = entryOfLine(text);
      if (place >= 0 && texts.at(place) === entry) {
        const { id } = readManifestText(entry);
        if (ids.has(id)) addRecord(records, id, recordOfLine(text));
      }
      place++;
    }
  }
  return records;
}

function damaged(file: string): InputError {
  return new InputError(
    `The state file ${file} is damaged. Remove it to start over: the next publication is then compared with nothing, and writes the file again.`,
  );
}

function isAbsent(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}
