import type { CSSProperties, ReactElement } from 'react';
import { Icon } from './icon.js';
import type { Look } from './look.js';

/** A node's icon on a ground of its colour. */
export function Tile({ look, size = 16 }: { readonly look: Look; readonly size?: number }): ReactElement {
  const style: CSSProperties & { '--color'?: string } = look.color === undefined ? {} : { '--color': look.color };
  return (
    <span className="tile" style={style}>
      <Icon name={look.icon} size={size} />
    </span>
  );
}
