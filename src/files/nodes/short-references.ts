import type { Node } from '../../lineage/node.js';
import type { CustomReference, Reference } from '../../lineage/reference.js';

/** Stands for the name of the file's own integration, until that is known. No name contains a null character. */
export const ownIntegration = '\0own';

/** Stands for the type of a node that is referred to by its name alone. */
export const typeByName = '\0by name';

/** Names the integration in references that leave it out. */
export function withOwnIntegration(node: Node, integration: string): Node {
  return mapReferences(node, (reference) =>
    reference.kind === 'custom' && reference.integration === ownIntegration ? { ...reference, integration } : reference,
  );
}

/** Whether a node refers to another one by its name alone. */
export function isUntyped(node: Node): boolean {
  return sides.some((side) => node[side]?.some(hasNoType));
}

/** The references of a node that name another one without its type, with their places. */
export function untypedReferences(node: Node): readonly UntypedReference[] {
  return sides.flatMap((side) =>
    (node[side] ?? []).flatMap((reference, index) =>
      hasNoType(reference) ? [{ side, index, name: reference.name ?? '' }] : [],
    ),
  );
}

interface UntypedReference {
  readonly side: (typeof sides)[number];
  readonly index: number;
  readonly name: string;
}

/** Gives references without a type the one that `typeOf` finds. Those for which it finds none stay as they are. */
export function withTypes(node: Node, typeOf: (name: string) => string | undefined): Node {
  return mapReferences(node, (reference) => {
    if (!hasNoType(reference)) return reference;
    const nodeType = typeOf(reference.name ?? '');
    // Nothing doubts the other one, so that its problem is reported once.
    return nodeType === undefined
      ? { kind: 'native', nodeType: 'TableauWorkbook', id: 'x' }
      : { ...reference, nodeType };
  });
}

const sides = ['upstream', 'downstream'] as const;

function hasNoType(reference: Reference): reference is CustomReference {
  return reference.kind === 'custom' && reference.nodeType === typeByName;
}

/** A copy of a node with other references. The node itself if all stay the same. */
function mapReferences(node: Node, map: (reference: Reference) => Reference): Node {
  let changed = node;
  for (const side of sides) {
    const references = node[side];
    const mapped = references?.map(map);
    if (mapped?.some((reference, index) => reference !== references?.[index])) changed = { ...changed, [side]: mapped };
  }
  return changed;
}
