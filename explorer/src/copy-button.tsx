import { type ReactElement, useEffect, useState } from 'react';
import { Icon } from './icon.js';

interface CopyButtonProps {
  readonly text: string;
  /** The name of the string, as in "Copy location". */
  readonly what: string;
}

/** A button that copies a string, and says whether that worked. */
export function CopyButton({ text, what }: CopyButtonProps): ReactElement {
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  useEffect(() => {
    const timer = setTimeout(() => setOutcome(undefined), shownMs);
    return () => clearTimeout(timer);
  });
  const copy = (): void => {
    // There is no clipboard in a page that is neither local nor encrypted.
    const writing = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('There is no clipboard.'));
    writing.then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    );
  };
  return (
    <button type="button" className="bare copy" onClick={copy} aria-label={`Copy ${what}`} title={`Copy ${what}`}>
      <Icon name={icons[outcome ?? 'none']} size={12} />
      <span role="status" className="unseen">
        {outcome && messages[outcome]}
      </span>
    </button>
  );
}

const icons = { none: 'duplicate', copied: 'tick', failed: 'cross' } as const;
const messages = { copied: 'Copied', failed: 'Could not be copied' } as const;
const shownMs = 1_500;
