import type { LineageNode } from './graph.js';

/** A short description of what a node is. */
export function describeNode({ role, label, nodeType, kind, integration, integrationUid }: LineageNode): string {
  switch (role) {
    case 'NODE': {
      const what = kind?.toLowerCase() ?? '';
      return nodeType?.toLowerCase() === what ? `${nodeType}` : `${nodeType} · ${what}`;
    }
    case 'MISSING':
      return `${[integration, nodeType].filter(Boolean).join(' ')} · missing`;
    case 'TABLE': {
      const end = label.lastIndexOf('.');
      return end > 0 ? `Table in ${label.slice(0, end)}` : 'Table';
    }
    case 'NATIVE':
      return `${nodeType}`;
    case 'CUSTOM':
      return `${integration} ${nodeType}${integrationUid ? '' : ' · not published here'}`;
  }
}

const groups: Readonly<Record<string, string>> = {
  '@table': 'Warehouse tables',
  '@native': 'Native integrations',
  '@custom': 'Other integrations',
  '@missing': 'Missing nodes',
};

/** The display name of a group of nodes. `groupOf` returns the group of a node. */
export function nameOfGroup(group: string): string {
  return groups[group] ?? group;
}

/** A count with its noun: `1 node`, `5,000 nodes`. */
export function plural(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
}

/** The title of a node: its name, or the last part of the name of a table. */
export function titleOf({ role, label }: LineageNode): string {
  return (role === 'TABLE' ? label.slice(label.lastIndexOf('.') + 1) : label) || '(no name)';
}
