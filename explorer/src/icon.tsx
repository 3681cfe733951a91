import type { ReactElement } from 'react';
import { iconPaths } from './icon-path.js';

/** A Blueprint icon. It is hidden from screen readers: the text next to it says the same. */
export function Icon({ name, size = 16 }: { readonly name: string; readonly size?: number }): ReactElement {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      {iconPaths(name).map((path) => (
        <path key={path} d={path} fillRule="evenodd" />
      ))}
    </svg>
  );
}
