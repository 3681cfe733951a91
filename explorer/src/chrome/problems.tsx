import type { ReactElement } from 'react';
import { Icon } from '../icon.js';
import type { Lineage } from '../model/graph.js';
import { PlaceLink } from '../place-link.js';

interface ProblemsProps {
  readonly problems: Lineage['problems'];
  /** Whether the files could be read, but not published. */
  readonly isReadable: boolean;
  /** Whether there is a picture of a former version. */
  readonly isDrawn: boolean;
  readonly onDismiss: () => void;
}

/** The reasons why the files could not be read or published, above the picture. */
export function Problems({ problems, isReadable, isDrawn, onDismiss }: ProblemsProps): ReactElement {
  return (
    <div className="problems" role="alert">
      <header>
        <h2>
          <Icon name="error" /> {isReadable ? 'Not published' : 'The files cannot be read'}
        </h2>
        <button type="button" className="bare" onClick={onDismiss} aria-label="Dismiss">
          <Icon name="cross" />
        </button>
      </header>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.location} ${problem.message}`}>
            <PlaceLink {...problem} /> <bdi>{problem.message}</bdi>
          </li>
        ))}
      </ul>
      <p className="hint">
        {!isReadable && isDrawn && 'The picture shows the last version that could be read. '}
        This page updates when the files are fixed.
      </p>
    </div>
  );
}
