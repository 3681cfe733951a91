/** Something that a consumer does. It rejects when that fails. */
export interface Case {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

interface Outcome {
  readonly name: string;
  readonly seconds: number;
  readonly error: Error | undefined;
}

/** Runs cases side by side, as many as there are processors on the smallest machine, and tells how each went. */
export async function runCases(cases: readonly Case[], atOnce = 2): Promise<boolean> {
  const queue = cases.values();
  const outcomes: Outcome[] = [];
  const work = async (): Promise<void> => {
    for (const { name, run } of queue) {
      const startedAt = performance.now();
      const error = await run().then(
        () => undefined,
        (reason: Error) => reason,
      );
      outcomes.push({ name, seconds: (performance.now() - startedAt) / 1_000, error });
      console.log(`${error ? '✗' : '✓'} ${name}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const failed = outcomes.filter(({ error }) => error !== undefined);
  for (const { name, error } of failed) console.error(`\n✗ ${name}\n${error?.message}`);
  const longest = outcomes.reduce((most, { seconds }) => Math.max(most, seconds), 0);
  console.log(`\n${outcomes.length - failed.length} of ${cases.length} work, the longest took ${longest.toFixed(0)} s`);
  return failed.length === 0 && outcomes.length === cases.length;
}
