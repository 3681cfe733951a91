import type { ReactElement } from 'react';
import type { Look } from '../look.js';
import { nameOfGroup } from '../model/describe.js';
import { type Filters, groupOf, isFiltering, noFilters } from '../model/filters.js';
import type { Issue, LineageNode } from '../model/graph.js';
import { kindNames, nodeKinds } from '../model/kind-names.js';
import { Tile } from '../tile.js';

interface FilterListProps {
  readonly nodes: readonly LineageNode[];
  readonly issues: readonly Issue[];
  readonly filters: Filters;
  readonly lookOf: (node: LineageNode) => Look;
  readonly onChange: (filters: Partial<Filters>) => void;
}

/** Filters by type, kind and issue. Types have their icons and colours, so the list is a legend of the drawing. */
export function FilterList({ nodes, issues, filters, lookOf, onChange }: FilterListProps): ReactElement | null {
  const { hiddenGroups, hiddenKinds, issue } = filters;
  const groups = Map.groupBy(nodes, groupOf);
  const byKind = Map.groupBy(
    nodes.filter(({ kind }) => kind),
    ({ kind }) => kind,
  );
  const kinds = nodeKinds.filter((kind) => byKind.has(kind) || hiddenKinds.includes(kind));
  if (nodes.length === 0) return null;
  return (
    <section className="filter-list" aria-label="Filters" tabIndex={-1}>
      <header>
        <h2>Show</h2>
        {isFiltering(filters) && (
          <button type="button" className="quiet" onClick={() => onChange(noFilters)}>
            Clear filters
          </button>
        )}
      </header>
      {groups.size > 0 && (
        <fieldset>
          <legend>Types</legend>
          {[...groups].toSorted(outsideLast).map(([group, members]) => (
            <Toggle
              key={group}
              name={nameOfGroup(group)}
              count={members.length}
              group={group}
              look={members[0] && lookOf(members[0])}
              isOn={!hiddenGroups.includes(group)}
              onChange={(isOn) => onChange({ hiddenGroups: without(hiddenGroups, group, isOn) })}
              onOnly={() => onChange({ hiddenGroups: [...groups.keys()].filter((other) => other !== group) })}
            />
          ))}
        </fieldset>
      )}
      {kinds.length > 0 && (
        <fieldset>
          <legend>Kinds</legend>
          {kinds.map((kind) => (
            <Toggle
              key={kind}
              name={kindNames[kind]}
              count={byKind.get(kind)?.length ?? 0}
              isOn={!hiddenKinds.includes(kind)}
              onChange={(isOn) => onChange({ hiddenKinds: without(hiddenKinds, kind, isOn) })}
            />
          ))}
        </fieldset>
      )}
      {issues.length > 0 && (
        <label className="choice">
          <span>Issue</span>
          <select
            aria-label="Issue"
            value={issue ?? ''}
            onChange={({ target }) => onChange({ issue: target.value === '' ? undefined : target.value })}
          >
            <option value="">All nodes</option>
            {[...new Set([...(issue === undefined ? [] : [issue]), ...issues.map(({ code }) => code)])].map((code) => (
              <option key={code} value={code}>
                {code}
              </option>
            ))}
          </select>
        </label>
      )}
    </section>
  );
}

function outsideLast([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return Number(one.startsWith('@')) - Number(other.startsWith('@'));
}

function without<Item>(hidden: readonly Item[], item: Item, isOn: boolean): readonly Item[] {
  return isOn ? hidden.filter((other) => other !== item) : [...hidden, item];
}

interface ToggleProps {
  readonly name: string;
  readonly count: number;
  readonly group?: string;
  readonly look?: Look | undefined;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  /** Hides all others. Undefined if that is not offered. */
  readonly onOnly?: () => void;
}

function Toggle({ name, count, group, look, isOn, onChange, onOnly }: ToggleProps): ReactElement {
  return (
    <div className="toggle" data-group={group}>
      <label>
        <input type="checkbox" checked={isOn} onChange={({ target }) => onChange(target.checked)} />
        {look && <Tile look={look} size={12} />}
        <bdi className="name">{name}</bdi>
        <span className="count">{count.toLocaleString('en')}</span>
      </label>
      {onOnly && (
        <button type="button" className="quiet only" onClick={onOnly} aria-label={`Show only ${name}`}>
          Only
        </button>
      )}
    </div>
  );
}
