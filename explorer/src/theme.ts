import { useLayoutEffect, useState, useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';

/** The theme: the user's choice, otherwise the system's. Choosing the system's theme removes the choice. */
export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const system: Theme = useSyncExternalStore(subscribe, () => isDark.matches) ? 'dark' : 'light';
  const [chosen, setChosen] = useState(readChoice);
  const theme = chosen ?? system;
  // A layout effect, so that it runs before the canvas reads its colours.
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const choose = (next: Theme): void => {
    const choice = next === system ? undefined : next;
    setChosen(choice);
    writeChoice(choice);
  };
  return [theme, choose];
}

function readChoice(): Theme | undefined {
  try {
    const choice = localStorage.getItem(key);
    return choice === 'light' || choice === 'dark' ? choice : undefined;
  } catch {
    return undefined; // A page opened from disk may have no storage.
  }
}

function writeChoice(choice: Theme | undefined): void {
  try {
    if (choice === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, choice);
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
}

const key = 'paradime-integrations-theme';
const isDark = window.matchMedia('(prefers-color-scheme: dark)');

function subscribe(listener: () => void): () => void {
  isDark.addEventListener('change', listener);
  return () => isDark.removeEventListener('change', listener);
}
