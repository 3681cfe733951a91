import type { ReactElement } from 'react';
import { CopyButton } from './copy-button.js';

interface PlaceLinkProps {
  readonly location: string | null;
  readonly editorUrl: string | null;
}

/** A place in the files: a link that opens it in an editor if there is one, and a button that copies it. */
export function PlaceLink({ location, editorUrl }: PlaceLinkProps): ReactElement | null {
  if (location === null) return null;
  const [, file = location, position = ''] = /^(.*?)((?::\d+){0,2})$/s.exec(location) ?? [];
  const shown = (
    <>
      <bdi>{file}</bdi>
      <span className="position">{position}</span>
    </>
  );
  return (
    <span className="place">
      {editorUrl === null ? (
        <span className="location">{shown}</span>
      ) : (
        <a className="location" href={editorUrl} title="Open in VS Code">
          {shown}
        </a>
      )}
      <CopyButton text={location} what="location" />
    </span>
  );
}
