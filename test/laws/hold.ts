import fc from 'fast-check';

/** How many scenarios a law is tried under. */
export const runs = Number(process.env['LAWS_RUNS'] ?? 360);
const seed = process.env['LAWS_SEED'];

/** Scenarios spend their time waiting, so some run side by side. */
const atOnce = 12;

/** Tries random scenarios. Throws with the first one in which the check throws, and with the seed that repeats it. */
export async function holdIn<Scenario>(
  scenario: fc.Arbitrary<Scenario>,
  check: (given: Scenario) => Promise<void>,
): Promise<void> {
  const scenarios = fc.array(scenario, { minLength: atOnce, maxLength: atOnce });
  const property = fc.asyncProperty(scenarios, async (several) => {
    const outcomes = await Promise.allSettled(several.map(check));
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === 'fulfilled') continue;
      throw new Error(`${outcome.reason} in ${fc.stringify(several[index])}`, { cause: outcome.reason });
    }
  });
  await fc.assert(property, {
    numRuns: Math.ceil(runs / atOnce),
    ...(seed !== undefined && { seed: Number(seed) }),
    endOnFailure: true,
  });
}

/** Throws unless a law holds. */
export function law(holds: boolean, what: string): void {
  if (!holds) throw new Error(`Broken law: ${what}`);
}
