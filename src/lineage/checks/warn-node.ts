import { show } from '../../errors.js';
import type { Definition } from '../definition.js';
import { type Issue, issueNode, issueOf } from '../issue.js';
import type { Node } from '../node.js';
import type { CustomReference, Reference } from '../reference.js';
import { isSimilarName } from '../suggest.js';
import type { TableResolver } from '../tables/table-resolver.js';
import type { Report } from './attribute-checks.js';
import { warnOfTable } from './check-table.js';

/** Returns a function that finds the warnings of a node: values that Paradime accepts but that are probably wrong. */
export function createNodeWarner(
  definition: Definition | undefined,
  tables: TableResolver | undefined,
): (node: Node, index: number) => readonly Issue[] {
  const isSlip = createNameComparison(definition?.name);
  return (node, index) => {
    let issues: Issue[] | undefined;
    const report: Report = (code, path, message) => {
      issues ??= [];
      issues.push(issueOf(code, path, message, issueNode(node, index)));
    };
    if (typeof node?.url === 'string' && node.url !== '' && !isWebAddress(node.url)) {
      report('invalid-url', ['url'], `should be an http or https address (got ${show(node.url).slice(0, 80)})`);
    }
    for (const side of ['upstream', 'downstream'] as const) {
      const references: readonly Reference[] | undefined = node?.[side];
      if (!Array.isArray(references)) continue;
      for (let place = 0; place < references.length; place++) {
        const reference = references[place];
        if (reference?.kind === 'dbt') warnOfTable(reference, side, place, tables, report);
        if (reference?.kind !== 'custom' || !isSlip(reference.integration)) continue;
        const [found, own] = [show(reference.integration), show(definition?.name)];
        const message = `refers to the integration ${found}, but this integration is called ${own}; did you mean ${own}?`;
        report('similar-integration', [side, place, 'integration'], message);
      }
    }
    return issues ?? none;
  };
}

const none: readonly Issue[] = [];

/** There may be very many references, but to few integrations. */
const rememberedNames = 1_000;

/** Returns a function that says whether a reference's integration is probably a slip for this one's name. */
function createNameComparison(name: string | undefined): (integration: CustomReference['integration']) => boolean {
  const known = new Map<string, boolean>();
  return (integration) => {
    if (typeof integration !== 'string' || typeof name !== 'string' || integration === name) return false;
    const isKnown = known.get(integration);
    if (isKnown !== undefined) return isKnown;
    const isSimilar = isSimilarName(integration, name);
    if (known.size < rememberedNames) known.set(integration, isSimilar);
    return isSimilar;
  };
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]\S*$/i.test(text) && URL.canParse(text);
}
