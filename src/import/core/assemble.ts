import { ConfigurationError, show } from '../../errors.js';
import type { Definition } from '../../lineage/definition.js';
import { InvalidNodesError } from '../../lineage/issue.js';
import { makeNode } from '../../lineage/make-node.js';
import type { AnyInput, Node } from '../../lineage/node.js';
import type { Reference } from '../../lineage/reference.js';
import { withoutUndefined } from '../../lineage/without-undefined.js';
import type { Draft, Link, NodeLink } from './draft.js';
import { NodeTypes } from './node-types.js';
import type { CheckedOptions, Look } from './options.js';
import type { SkipList } from './skip-list.js';
import type { ImportSummary, NodeWithoutUpstream } from './summary.js';
import { TableTally } from './table-tally.js';
import { uniqueDrafts } from './unique-drafts.js';

/** The result of an importer: plain data, ready to be published, checked, written to a file or drawn. */
export interface ImportResult {
  readonly definition: Definition;
  /** The nodes, in the order of their ids. */
  readonly nodes: readonly Node[];
  readonly summary: ImportSummary;
}

/**
 * Makes the result of an import from all drafts. It does not depend on their order.
 *
 * Throws a `ConfigurationError` if `include` and `exclude` leave nothing. `looks` has the icons and colours of the tool's
 * types.
 */
export function assemble(
  drafts: readonly Draft[],
  looks: Readonly<Record<string, Look>>,
  options: CheckedOptions,
  skips: SkipList,
): ImportResult {
  const all = uniqueDrafts(drafts, skips);
  const kept = new Map<string, Draft>();
  const leftOut = new Set<string>();
  for (const draft of all) {
    if (options.patterns.keeps(draft.groups)) kept.set(draft.id, draft);
    else {
      leftOut.add(draft.id);
      skips.add(draft.type, 'left out by `include` or `exclude`', draft.name);
    }
  }
  if (kept.size === 0) throw nothingLeft(all);
  const types = new NodeTypes();
  for (const draft of kept.values()) {
    types.add(draft.type, draft.kind);
    for (const link of linksOf(draft)) {
      if (link.kind === 'node' && !kept.has(link.id) && !leftOut.has(link.id)) types.add(link.type, link.of);
    }
  }
  const tally = new TableTally(options.tables);
  const { name, logoUrl } = options;
  const definition: Definition = withoutUndefined({
    name,
    logoUrl,
    nodeTypes: types.define(looks, options.looks, skips),
  });
  const toNodeReference = ({ id, type, of }: NodeLink): Reference => {
    const target = kept.get(id);
    const nodeType = target ? types.nameOf(target.type, target.kind) : types.nameOf(type, of);
    return { kind: 'custom', integration: name, nodeType, ...(target && { name: target.name }), id };
  };
  const nodes: Node[] = [];
  const withoutUpstream: NodeWithoutUpstream[] = [];
  for (const draft of kept.values()) {
    const toReferences = (links: readonly Link[] = []): readonly Reference[] =>
      distinct(
        links.flatMap((link): readonly Reference[] => {
          if (link.kind === 'dbt') return tally.resolve(link, draft.id);
          if (link.kind === 'native') return [link];
          if (!leftOut.has(link.id)) return [toNodeReference(link)];
          skips.add(
            'reference',
            'to a node that was left out by `include` or `exclude`',
            `${draft.name} -> ${link.id}`,
          );
          return [];
        }),
      );
    const upstream = toReferences(draft.upstream);
    const input: AnyInput = { ...attributesOf(draft), upstream, downstream: toReferences(draft.downstream) };
    try {
      const nodeType = types.nameOf(draft.type, draft.kind);
      nodes.push(makeNode(draft.kind, withoutEmpty(input), { ...definition, identity: 'name' }, nodeType));
    } catch (error) {
      if (!(error instanceof InvalidNodesError)) throw error;
      skips.add(draft.type, error.issues.map(({ message }) => message).join('; '), draft.name);
      continue;
    }
    if (upstream.length === 0) withoutUpstream.push(explain(draft));
  }
  return { definition, nodes, summary: summarise(nodes, withoutUpstream, tally, skips) };
}

function linksOf({ upstream, downstream = [] }: Draft): readonly Link[] {
  return [...upstream, ...downstream];
}

/** The attributes that the nodes of the draft's kind have. */
function attributesOf({ kind, id, name, ...draft }: Draft): AnyInput {
  const { description, url, createdAt, owner, tags, lastModifiedAt, fields, database, schema, table } = draft;
  const common = { name, id, description, url, createdAt };
  if (kind === 'datasource') return { ...common, fields, database, schema, table };
  return { ...common, owner, tags, lastModifiedAt, ...(kind === 'chart' && { fields }) };
}

/** Leaves out attributes that are empty strings or lists. */
function withoutEmpty(input: AnyInput): AnyInput {
  const { name, ...rest } = input;
  const present = Object.entries(rest).filter(([, value]) => value !== '' && !(Array.isArray(value) && !value.length));
  return { name, ...Object.fromEntries(present) };
}

function distinct(references: readonly Reference[]): readonly Reference[] {
  if (references.length < 2) return references;
  return [...new Map(references.map((reference) => [JSON.stringify(reference), reference])).values()];
}

function explain({ id, name, upstream, readsNothing, why }: Draft): NodeWithoutUpstream {
  const reason = upstream.length > 0 ? 'all that it reads was left out by `include` or `exclude`' : why;
  return {
    id,
    name,
    ...(reason !== undefined && { why: reason }),
    ...(readsNothing && upstream.length === 0 && { readsNothing }),
  };
}

function summarise(
  nodes: readonly Node[],
  withoutUpstream: readonly NodeWithoutUpstream[],
  tally: TableTally,
  skips: SkipList,
): ImportSummary {
  const nodesByType = new Map<string, number>();
  for (const { nodeType } of nodes) nodesByType.set(nodeType, (nodesByType.get(nodeType) ?? 0) + 1);
  return {
    nodesByType: Object.fromEntries([...nodesByType].toSorted(([one], [other]) => (one < other ? -1 : 1))),
    withUpstream: nodes.length - withoutUpstream.length,
    withoutUpstream,
    tables: tally.toSummary(),
    skipped: skips.toSummary(),
  };
}

function nothingLeft(drafts: readonly Draft[]): ConfigurationError {
  const names = new Set(drafts.flatMap(({ groups }) => groups.flat()));
  const shown = [...names].toSorted().slice(0, 10).map(show).join(', ');
  const among = shown === '' ? '' : ` The patterns are compared with names such as ${shown}.`;
  return new ConfigurationError(
    `\`include\` and \`exclude\` leave nothing to import, of ${drafts.length} nodes. Check their patterns.${among}`,
  );
}
