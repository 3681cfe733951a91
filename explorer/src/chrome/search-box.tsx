import { type KeyboardEvent, type ReactElement, useEffect, useId, useMemo, useRef, useState } from 'react';
import { Icon } from '../icon.js';
import { isWriting } from '../is-writing.js';
import { describeNode, plural, titleOf } from '../model/describe.js';
import type { LineageNode } from '../model/graph.js';
import { searchNodes } from '../model/search.js';

interface SearchBoxProps {
  readonly nodes: readonly LineageNode[];
  readonly onSelect: (id: string) => void;
}

/** Finds nodes by name. `/` focuses it, the arrow keys move through the matches, and Enter selects one. */
export function SearchBox({ nodes, onSelect }: SearchBoxProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const [text, setText] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(0);
  const found = useMemo(() => searchNodes(nodes, text), [nodes, text]);
  const shown = found.slice(0, mostShown);
  const isShowing = isOpen && text.trim() !== '';

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || isWriting(event.target)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const choose = (node: LineageNode | undefined): void => {
    if (node === undefined) return;
    setIsOpen(false);
    onSelect(node.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        const step = event.key === 'ArrowDown' ? 1 : -1;
        setActive((former) => (former + step + shown.length) % Math.max(1, shown.length));
        return;
      }
      case 'Enter':
        choose(shown[active]);
        return;
      case 'Escape':
        event.stopPropagation();
        if (text === '') input.current?.blur();
        setText('');
        setIsOpen(false);
    }
  };

  return (
    <search className="search">
      <Icon name="search" />
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label="Search nodes by name"
        aria-keyshortcuts="/"
        aria-expanded={isShowing}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={isShowing && shown[active] ? `${list}-${active}` : undefined}
        placeholder="Search nodes"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
          setIsOpen(true);
        }}
        onFocus={() => setIsOpen(true)}
        onBlur={() => setIsOpen(false)}
        onKeyDown={onKeyDown}
      />
      <div className="results" hidden={!isShowing}>
        <div id={list} role="listbox" aria-label="Matching nodes">
          {isShowing &&
            shown.map((node, at) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: The input keeps the focus and handles the keys.
              // biome-ignore lint/a11y/useFocusableInteractive: The input keeps the focus.
              <div
                key={node.id}
                id={`${list}-${at}`}
                role="option"
                aria-selected={at === active}
                ref={at === active ? scrollIntoView : undefined}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(node)}
              >
                <bdi className="name">{titleOf(node)}</bdi>
                <span className="what">{describeNode(node)}</span>
              </div>
            ))}
        </div>
        <p role="status">{isShowing && summarise(found.length)}</p>
      </div>
    </search>
  );
}

function summarise(count: number): string {
  if (count === 0) return 'No nodes match.';
  return count > mostShown ? `Showing the first ${mostShown} of ${plural(count, 'node')}` : plural(count, 'node');
}

function scrollIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

const mostShown = 40;
