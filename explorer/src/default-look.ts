import type { IconName } from '../../src/generated/icon-name.js';
import type { NodeColor } from '../../src/generated/sandbox.js';

/** What Paradime draws for a node type that names no icon or no colour. */
export const defaultLook = { icon: 'intersection', color: 'ORANGE' } as const satisfies {
  readonly icon: IconName;
  readonly color: NodeColor;
};
