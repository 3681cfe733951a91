import type { ClientOptions } from '../../options/client-options.js';
import { createClient } from '../../options/create-client.js';
import { readVariables } from '../../options/read-variables.js';
import { ReportedError } from '../../terminal/failure.js';
import { type Output, printable, type Terminal } from '../../terminal/terminal.js';
import { withInterrupt } from '../../terminal/with-interrupt.js';
import { plural } from '../../terminal/words.js';
import { diagnose } from './diagnose.js';
import type { Diagnosis } from './diagnosis.js';

export async function doctor(terminal: Terminal, options: DoctorOptions): Promise<void> {
  const { out } = terminal;
  const endpoint = readVariables(options, terminal)['PARADIME_API_ENDPOINT'] ?? '';
  const paradime = await createClient(options, terminal, { retry: { maxAttempts: 2 }, isServerPrinted: true });
  const findings: Diagnosis[] = [];
  await withInterrupt(async (signal) => {
    for await (const finding of diagnose(paradime, endpoint, signal, options.bolt)) {
      findings.push(finding);
      if (!options.json) printDiagnosis(finding, out);
    }
  });
  const count = (status: Diagnosis['status']): number => findings.filter((finding) => finding.status === status).length;
  const problems = count('problem');
  if (options.json) out.json({ ok: problems === 0, findings });
  else
    out.line(`\n${plural(problems, 'problem')}, ${plural(count('warning'), 'warning')}, ${count('unknown')} unknown`);
  if (problems > 0) throw new ReportedError('The doctor found problems; see the findings.');
}

interface DoctorOptions extends ClientOptions {
  /** The slug of a Bolt schedule. */
  readonly bolt?: string;
  readonly json?: boolean;
}

const looks = {
  ok: ['green', 'ok'],
  warning: ['yellow', 'warning'],
  problem: ['red', 'problem'],
  unknown: ['dim', 'unknown'],
} as const;

function printDiagnosis({ subject, status, message, advice }: Diagnosis, { line, paint }: Output): void {
  const [format, word] = looks[status];
  line(`${paint(format, word.padEnd(8))} ${subject.padEnd(12)} ${printable(message)}`);
  if (advice !== undefined) line(`${' '.repeat(22)}${advice}`);
}
