import type { IconName } from '../../src/generated/icon-name.js';
import type { NodeColor } from '../../src/generated/sandbox.js';

/** The icon and colour that Paradime draws when a node type names none. */
export const defaultLook = { icon: 'intersection', color: 'ORANGE' } as const satisfies {
  readonly icon: IconName;
  readonly color: NodeColor;
};
