import type { Output } from '../../terminal/terminal.js';

/** Opens a page in the browser. Where there is none, the address has been printed: that is no failure. */
export async function openPage(url: string, { line }: Output): Promise<void> {
  const { default: open } = await import('open'); // Loaded here, for only this command needs it.
  const printFailure = (): void => line(`No browser could be opened; the page is at ${url}`);
  try {
    const browser = await open(url);
    browser.once('error', printFailure);
    browser.once('exit', (code) => {
      if (code) printFailure();
    });
  } catch {
    printFailure(); // Whatever keeps a browser from opening, the page can be opened by hand.
  }
}
