import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FileProblem } from '../../documents/errors.js';
import { describeNode, formatPath, type Location } from '../../lineage/issue.js';
import type { ThrownValue } from './messages.js';

/** The problems that something thrown by a module stands for, at the place in the user's code that its stack names. */
export function problemsOf(error: ThrownValue, file: string): readonly FileProblem[] {
  const location = locationOf(error, file);
  const { issues = [] } = error;
  if (issues.length === 0) {
    return [{ code: 'invalid-file', ...location, path: [], message: describe(error) }];
  }
  return issues.map(({ code, node, path, message }) => ({
    code,
    ...location,
    path,
    place: describeNode(node) + (path.length > 0 ? `, ${formatPath(path)}` : ''),
    message,
  }));
}

/** The first line of the message, without the place, which the location has. */
function describe({ name, message }: ThrownValue): string {
  const [line = ''] = message.split('\n').filter((line) => line.trim() !== '');
  const words = line.replace(/^(?:file:\/\/)?\/\S+?: /, '').replace(/ \(\d+:\d+\)$/, '');
  const what = name === '' || name === 'Error' ? '' : `${name}: `;
  const isPackageMissing = /^Cannot find (?:module|package) 'paradime-integrations'/.test(words);
  const hint = isPackageMissing ? '; install it where the module lies: npm install paradime-integrations' : '';
  return `throws while it is read: ${what}${words.trim()}${hint}`;
}

const frame = /(?<=[\s(]|^)(file:\/\/\S+?|(?:[A-Za-z]:)?[\\/][^\s():]*?):(\d+)(?::(\d+))?(?=[\s)]|$)/gm;

/** The first place in a stack that is not in a package or in Node itself. */
function locationOf({ message, stack }: ThrownValue, file: string): Location {
  for (const [, found = '', line, column] of stack.matchAll(frame)) {
    const path = found.startsWith('file:') ? fileURLToPath(found) : found;
    if (/[\\/]node_modules[\\/]/.test(path) || isOwn(path)) continue;
    return placeAt(path === resolve(file) ? file : relative(process.cwd(), path), line, column);
  }
  const [, line, column] = /\((\d+):(\d+)\)|\[(?<at>\d+):(?<col>\d+)\]/.exec(message) ?? [];
  return line === undefined ? { file } : placeAt(file, line, column);
}

function placeAt(file: string, line: string | undefined, column: string | undefined): Location {
  return { file, line: Number(line), column: column === undefined ? 1 : Number(column) };
}

/** Whether a path is in this package as it is built: of no use to the reader. */
function isOwn(path: string): boolean {
  return /[\\/](?:dist|\.test-build)[\\/](?:files[\\/]module|lineage|chunks)[\\/]/.test(path);
}
