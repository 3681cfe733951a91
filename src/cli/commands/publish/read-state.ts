import { InvalidFileError } from '../../../documents/errors.js';
import { readLines } from '../../../documents/lines.js';
import { InputError } from '../../terminal/failure.js';
import { PackedTexts } from './packed-texts.js';
import { addToDigest, parseStateTail, type StateTail, stateHead } from './state-format.js';

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
          texts.add(last);
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

function damaged(file: string): InputError {
  return new InputError(
    `The state file ${file} is damaged. Remove it to start over: the next publication is then compared with nothing, and writes the file again.`,
  );
}

function isAbsent(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}
