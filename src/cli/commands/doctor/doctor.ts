import type { Command } from 'commander';
import { addClientOptions, type ClientOptions, createClient, readVariables } from '../../options/client.js';
import { ReportedError } from '../../terminal/failure.js';
import { withInterrupt } from '../../terminal/interrupt.js';
import { type Output, printable, type Terminal } from '../../terminal/terminal.js';
import { plural } from '../../terminal/words.js';
import type { Diagnosis } from './diagnose.js';

interface DoctorOptions extends ClientOptions {
  readonly json?: boolean;
}

export function addDoctor(program: Command, terminal: Terminal): void {
  const command = program
    .command('doctor')
    .summary('examine endpoint, key and schema, reading only')
    .description(
      'Examine the endpoint, the key, and whether the schema there is still the one this library knows. Changes nothing:\nit lists, asks for the schema, and sends documents that cannot run.',
    )
    .option('--json', 'print JSON (default: off)')
    .action((options: DoctorOptions) => doctor(options, terminal));
  addClientOptions(command).addHelpText('after', '\nExample:\n  $ paradime-integrations doctor');
}

async function doctor(options: DoctorOptions, terminal: Terminal): Promise<void> {
  const { out } = terminal;
  const endpoint = readVariables(options, terminal)['PARADIME_API_ENDPOINT'] ?? '';
  const paradime = await createClient(options, terminal, { retry: { maxAttempts: 2 } });
  const { diagnose } = await import('./diagnose.js'); // Loaded here, for only this command compares schemas.
  const findings: Diagnosis[] = [];
  await withInterrupt(async (signal) => {
    for await (const finding of diagnose(paradime, endpoint, signal)) {
      findings.push(finding);
      if (!options.json) printDiagnosis(finding, out);
    }
  });
  const count = (status: Diagnosis['status']): number => findings.filter((finding) => finding.status === status).length;
  const problems = count('problem');
  if (options.json) out.line(JSON.stringify({ ok: problems === 0, findings }, undefined, 2));
  else
    out.line(
      `\n${plural(problems, 'problem')}, ${plural(count('warning'), 'warning')}, ${count('unknown')} not found out`,
    );
  if (problems > 0) throw new ReportedError('The doctor found problems; see the findings.');
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
