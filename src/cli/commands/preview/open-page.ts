import open from 'open';
import type { Output } from '../../terminal/terminal.js';

/** Opens a page in the browser. If that fails it prints a note: the user can open the page by hand. */
export async function openPage(url: string, { line }: Output): Promise<void> {
  const printNote = (): void => line(`No browser could be opened; the page is at ${url}`);
  try {
    const browser = await open(url);
    browser.once('error', printNote);
    browser.once('exit', (code) => {
      if (code) printNote();
    });
  } catch {
    printNote(); // The cause does not matter: the page can be opened by hand.
  }
}
