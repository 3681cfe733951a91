import { show } from '../errors.js';
import { type Issue, type IssueCode, issueNode, issueOf } from './issue.js';
import type { Node } from './node.js';

/** Finds the warnings of a single node: values that Paradime accepts but that are probably wrong. */
export function warnNode(node: Node, index: number): readonly Issue[] {
  const issues: Issue[] = [];
  const report = (code: IssueCode, path: Issue['path'], message: string): void => {
    issues.push(issueOf(code, path, message, issueNode(node, index)));
  };
  if (typeof node?.url === 'string' && node.url !== '' && !isWebAddress(node.url)) {
    report('invalid-url', ['url'], `should be an http or https address (got ${show(node.url).slice(0, 80)})`);
  }
  for (const side of ['upstream', 'downstream'] as const) {
    const references = node?.[side];
    if (!Array.isArray(references)) continue;
    for (let place = 0; place < references.length; place++) {
      const reference = references[place];
      if (reference?.kind !== 'dbt' || typeof reference.table !== 'string') continue;
      const lower = reference.table.toLowerCase();
      if (reference.table === lower) continue;
      report(
        'mixed-case-table',
        [side, place, 'table'],
        `refers to the table ${show(reference.table)}; Paradime matches names in lower case, so write ${show(lower)}`,
      );
    }
  }
  return issues;
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]\S*$/i.test(text) && URL.canParse(text);
}
