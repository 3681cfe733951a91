import type { ReactElement } from 'react';
import { Icon } from '../icon.js';
import type { Issue } from '../model/graph.js';

/** The contents of the sheet over the picture on a small screen. */
export type Sheet = 'issues' | 'filters';

interface SheetButtonsProps {
  readonly issues: readonly Issue[];
  readonly open: Sheet | undefined;
  readonly onOpen: (sheet: Sheet | undefined) => void;
}

/** On a small screen, the buttons that open the issues and the filters over the picture. */
export function SheetButtons({ issues, open, onOpen }: SheetButtonsProps): ReactElement {
  const severity = (issues.find((issue) => issue.severity === 'ERROR') ?? issues[0])?.severity;
  const toggle = (sheet: Sheet) => () => onOpen(open === sheet ? undefined : sheet);
  return (
    <div className="sheet-buttons">
      <button
        type="button"
        aria-controls="sidebar"
        aria-expanded={open === 'issues'}
        aria-label={`Issues: ${issues.length}`}
        data-severity={severity}
        onClick={toggle('issues')}
      >
        <Icon name={severity === undefined ? 'tick' : severity === 'ERROR' ? 'error' : 'warning-sign'} />
        <span className="count">{issues.length.toLocaleString('en')}</span>
      </button>
      <button
        type="button"
        aria-controls="sidebar"
        aria-expanded={open === 'filters'}
        aria-label="Filters"
        onClick={toggle('filters')}
      >
        <Icon name="filter" />
      </button>
    </div>
  );
}
