import type { Changes } from './changes.js';

/** Changes as JSON: the plan, with the values before and after. Lists have up to 1,000 nodes of each sort. */
export function changesToJson({ plan, name, logoUrl, changed, removed, renamed, lost }: Changes): object {
  return {
    ...plan,
    definition: { ...plan.definition, ...(name && { name }), ...(logoUrl && { logoUrl }) },
    changed,
    removed: removed.map(({ referrers, ...node }) => ({
      ...node,
      referredToBy: referrers.nodes,
      referredToByCount: referrers.count,
    })),
    renamed: renamed.map(({ referrers, ...pair }) => ({
      ...pair,
      referredToBy: referrers.nodes,
      referredToByCount: referrers.count,
    })),
    lostReferences: lost.slice(0, listedReferences),
    lostReferenceCount: lost.length,
  };
}

const listedReferences = 1_000;
