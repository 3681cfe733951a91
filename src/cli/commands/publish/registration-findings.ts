import { type Finding, findingOfIssue } from '../../../documents/finding.js';
import { applyCheckOptions, type CheckOptions } from '../../../lineage/checks/check-options.js';
import type { Definition } from '../../../lineage/definition.js';
import type { Issue } from '../../../lineage/issue.js';
import type { Integration } from '../../../registration/integration.js';
import { similarIntegration } from '../../../registration/similar-integration.js';

/** The findings of registering an integration next to those that are registered. */
export function checkRegistration(
  definition: Definition,
  registered: readonly Integration[],
  options: CheckOptions,
): readonly Finding[] {
  const issue = similarIntegration(definition, registered);
  return issue ? applyCheckOptions([issue], options).map(findingOfIssue) : [];
}

/** Those of the issues of a publication that are about the integration itself. Those of nodes are known from the files. */
export function findingsOfRegistration(issues: readonly Issue[]): readonly Finding[] {
  return issues.filter(({ node, path }) => node.index === undefined && path[0] === 'name').map(findingOfIssue);
}
