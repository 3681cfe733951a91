import type { ReactElement } from 'react';
import { iconPaths } from './icon-path.js';

/** One of Blueprint's icons, as an ornament: what it says is said in words beside it. */
export function Icon({ name, size = 16 }: { readonly name: string | null; readonly size?: number }): ReactElement {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      {iconPaths(name).map((path) => (
        <path key={path} d={path} fillRule="evenodd" />
      ))}
    </svg>
  );
}
