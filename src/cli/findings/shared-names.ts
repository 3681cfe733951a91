import type { Inspection } from '../../files/inspect-integration.js';
import { printable } from '../terminal/terminal.js';

/** Adds an error to each integration whose name another one has: publishing both would leave the nodes of the last. */
export function withSharedNames(inputs: readonly Input[]): readonly Input[] {
  const byName = new Map<string | undefined, Input[]>();
  for (const input of inputs) {
    const name = input.integration?.definition.name;
    byName.set(name, [...(byName.get(name) ?? []), input]);
  }
  return inputs.map((input) => {
    const name = input.integration?.definition.name;
    const others = (byName.get(name) ?? []).filter((other) => other !== input).map(({ path }) => printable(path));
    if (name === undefined || others.length === 0) return input;
    const message = `the integration ${JSON.stringify(name)} is described by ${others.join(' and ')} as well; give each integration a name of its own, or put their nodes into one`;
    const location = { file: input.path };
    return {
      ...input,
      findings: [{ severity: 'error', code: 'duplicate-integration', message, location }, ...input.findings],
    };
  });
}

/** Everything that was found about the integration at a path. */
export interface Input extends Inspection {
  readonly path: string;
}
