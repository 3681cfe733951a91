import type { Terminal } from '../../terminal/terminal.js';
import { drawPreview } from './draw-preview.js';
import type { PreviewOptions } from './read-preview.js';
import { servePreview } from './serve-preview.js';

export async function preview(terminal: Terminal, paths: readonly string[], options: PreviewOptions): Promise<void> {
  const { html, mermaid, dot } = options;
  if (html !== undefined || mermaid || dot) await drawPreview(paths, options, terminal);
  else await servePreview(paths, options, terminal);
}
