import type { LineageNode } from './graph.js';

/** What is written on a node: its name, of a table the last part. */
export function titleOf({ role, label }: LineageNode): string {
  return (role === 'TABLE' ? label.slice(label.lastIndexOf('.') + 1) : label) || '(no name)';
}

/** What a node is, in a few words. */
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
  '@table': 'Tables',
  '@native': 'Paradime’s integrations',
  '@custom': 'Other integrations',
  '@missing': 'Missing nodes',
};

/** The name of a group of nodes, as `groupOf` tells them apart. */
export function nameOfGroup(group: string): string {
  return groups[group] ?? group;
}

export function plural(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
}
