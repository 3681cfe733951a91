import { appendFile, stat } from 'node:fs/promises';
import { messageOf } from '../../errors.js';
import type { Terminal } from '../terminal/terminal.js';

/** Prints Markdown, and adds it to the summary of the job if GitHub Actions runs it. */
export async function writeMarkdown(markdown: string, { out, err, env, redact }: Terminal): Promise<void> {
  out.line(markdown.trimEnd());
  const file = env['GITHUB_STEP_SUMMARY'];
  if (!file) return;
  try {
    const used = await stat(file).then(
      ({ size }) => size,
      () => 0,
    );
    const fitting = cutMarkdown(redact(markdown), mostBytes - used);
    await appendFile(file, fitting);
    if (fitting !== redact(markdown))
      err.line('note: The summary of the job is full, so this comparison was cut in it.');
  } catch (error) {
    err.line(`note: The summary of the job (GITHUB_STEP_SUMMARY) cannot be written: ${messageOf(error)}`);
  }
}

/** GitHub refuses a larger summary of a step. */
const mostBytes = 1024 * 1024;
const cutNote = '\n*The summary is full: the rest was cut.*\n';

/** Cuts Markdown after a whole line, so that it fits with a note. Empty if not even that does. */
function cutMarkdown(markdown: string, room: number): string {
  if (Buffer.byteLength(markdown) <= room) return markdown;
  const left = room - Buffer.byteLength(cutNote);
  if (left < 0) return '';
  let [kept, bytes] = ['', 0];
  for (const line of markdown.split('\n')) {
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > left) break;
    kept += `${line}\n`;
  }
  return kept + cutNote;
}
