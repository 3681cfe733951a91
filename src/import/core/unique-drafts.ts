import type { Draft } from './draft.js';
import type { SkipList } from './skip-list.js';

/**
 * Sorts drafts by id, and keeps one of those with the same id: the same node may be in several exports. Of different
 * versions the same one is kept whatever their order, and the others are counted as skipped.
 */
export function uniqueDrafts(drafts: readonly Draft[], skips: SkipList): readonly Draft[] {
  const byId = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const namesakes = byId.get(draft.id);
    if (namesakes) namesakes.push(draft);
    else byId.set(draft.id, [draft]);
  }
  return [...byId.values()]
    .toSorted(([one], [other]) => (idOf(one) < idOf(other) ? -1 : 1))
    .flatMap((namesakes) => (namesakes.length === 1 ? namesakes : chooseOne(namesakes, skips)));
}

function idOf(draft: Draft | undefined): string {
  return draft?.id ?? '';
}

function chooseOne(namesakes: readonly Draft[], skips: SkipList): readonly Draft[] {
  const versions = new Map(namesakes.map((draft) => [JSON.stringify(draft), draft]));
  const [first, ...others] = [...versions].toSorted(([one], [other]) => (one < other ? -1 : 1));
  for (const [, { type, name }] of others) skips.add(type, 'has the id of another node, which was imported', name);
  return first ? [first[1]] : [];
}
