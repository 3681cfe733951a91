import type { LocatedIssue, Location } from '../../../lineage/issue.js';
import type { ShownIssue } from '../../../sandbox/explorer/preview.js';
import type { Finding } from '../../findings/finding.js';

/**
 * The issues that the page lists: one for each finding, in the same order, so that the page counts what the program
 * counts. A finding that is about a node is shown as the issue that it was made from, which knows the node.
 */
export function previewIssues(findings: readonly Finding[], issues: readonly LocatedIssue[]): readonly ShownIssue[] {
  const ofKey = new Map<string, LocatedIssue[]>();
  for (const issue of issues) ofKey.set(keyOf(issue), [...(ofKey.get(keyOf(issue)) ?? []), issue]);
  return findings.map((finding) => {
    const candidates = ofKey.get(keyOf(finding)) ?? [];
    const at = candidates.findIndex(({ message }) => finding.message.endsWith(message));
    return candidates.splice(at, at === -1 ? 0 : 1)[0] ?? finding;
  });
}

function keyOf({ code, location }: { readonly code: string; readonly location?: Location | undefined }): string {
  return JSON.stringify([code, location?.file, location?.line, location?.column]);
}
