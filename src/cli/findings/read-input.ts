import { InvalidFileError } from '../../documents/errors.js';
import { checkIntegration } from '../../files/check-integration.js';
import { type FileIntegration, readIntegration } from '../../files/read-integration.js';
import type { LocatedIssue } from '../../lineage/issue.js';
import type { CheckFlags } from '../options/check-options.js';
import { type Finding, findingOfAssumption, findingOfIssue, findingOfProblem } from './finding.js';

/** Reads and checks an integration. Files that cannot be read become findings. */
export async function readInput(path: string, nodes: string | undefined, flags: CheckFlags): Promise<Input> {
  try {
    const integration = await readIntegration(path, { nodes });
    const issues = await checkIntegration(integration, flags);
    return {
      integration,
      issues,
      findings: [...integration.assumptions.map(findingOfAssumption), ...issues.map(findingOfIssue)],
    };
  } catch (error) {
    if (!(error instanceof InvalidFileError)) throw error;
    return { issues: [], findings: error.problems.map(findingOfProblem) };
  }
}

/** The contents of the files at a path, and everything that was found about them. */
export interface Input {
  /** Absent if the files cannot be read. */
  readonly integration?: FileIntegration;
  readonly findings: readonly Finding[];
  /** Those of the findings that are about nodes. */
  readonly issues: readonly LocatedIssue[];
}
