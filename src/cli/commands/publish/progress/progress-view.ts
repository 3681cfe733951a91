import { clearLine, cursorTo } from 'node:readline';
import type { Progress } from '../../../../publish/options.js';
import type { Output } from '../../../terminal/terminal.js';
import { describeDuration, plural } from '../../../terminal/words.js';

/** Makes a view of the progress. `isPlain` prints lines even on a terminal. */
export function createProgressView(err: Output, total: number, isPlain: boolean): ProgressView {
  let startedAt = performance.now();
  const screen = isPlain ? undefined : err.screen;
  let shownAt = screen ? Number.NEGATIVE_INFINITY : startedAt;
  let bar = '';
  const draw = (text: string): void => {
    if (!screen) return;
    cursorTo(screen, 0);
    clearLine(screen, 0);
    screen.write(text);
    bar = text;
  };
  return {
    show: ({ acknowledgedNodes }) => {
      const now = performance.now();
      if (total === 0) return;
      if (now - shownAt < (screen ? screenIntervalMs : lineIntervalMs)) return;
      shownAt = now;
      const perSecond = acknowledgedNodes / ((now - startedAt) / 1000);
      const text = describeProgress(acknowledgedNodes, total, perSecond);
      if (screen) draw(withBar(text, acknowledgedNodes / total, screen.columns || 80));
      else err.line(text);
    },
    restart: () => {
      startedAt = performance.now();
      if (bar) draw('');
    },
    note: (text) => {
      const shown = bar;
      if (shown) draw('');
      err.line(text);
      if (shown) draw(shown);
    },
    end: () => {
      if (bar) draw('');
    },
  };
}

/** Shows the progress of a publication: a bar on a terminal, a line every few seconds elsewhere. */
export interface ProgressView {
  readonly show: (progress: Progress) => void;
  /** Starts over at zero. */
  readonly restart: () => void;
  /** Prints a line above the bar. */
  readonly note: (text: string) => void;
  /** Removes the bar. */
  readonly end: () => void;
}

const screenIntervalMs = 100;
const lineIntervalMs = 5_000;

function describeProgress(done: number, total: number, perSecond: number): string {
  const share = `${Math.floor((done / total) * 100)}%`.padStart(4);
  const rate = `${Math.round(perSecond).toLocaleString('en')} per second`;
  return `${share}  ${done.toLocaleString('en')} of ${plural(total, 'node')}, ${rate}, ${describeDuration(((total - done) / perSecond) * 1000)} left`;
}

/** Puts a bar before the text, if the screen is wide enough. */
function withBar(text: string, share: number, columns: number): string {
  const width = Math.min(30, columns - text.length - 2);
  if (width < 8) return text.slice(0, columns - 1);
  const full = Math.round(share * width);
  return `${'█'.repeat(full)}${'░'.repeat(width - full)} ${text}`;
}
