import { createHash } from 'node:crypto';
import { type ExportedData, exportedDataId } from './exported-data.js';
import type { BuiltPage } from './page.js';

/** One file that needs no other and asks nothing of the network: the page with its script, its style and its data. */
export function exportPage({ html, script, style }: BuiltPage, data: ExportedData): string {
  const code = scriptText(script);
  const head = [
    `<meta http-equiv="content-security-policy" content="${contentSecurityPolicy(code)}">`,
    `<style>${style.replaceAll('</', '<\\/')}</style>`,
    `<script type="application/json" id="${exportedDataId}">${jsonText(data)}</script>`,
    `<script type="module">${code}</script>`,
  ].join('\n');
  // What is put in is never read as a pattern of its own: it may hold `$&`.
  return html
    .replaceAll(/\s*<(script|link rel="stylesheet")[^>]*>(<\/script>)?/g, '')
    .replace('</head>', () => `${head}\n</head>`);
}

/** Only the script that is within runs; whatever a name may smuggle in does not. */
function contentSecurityPolicy(code: string): string {
  const hash = createHash('sha256').update(code).digest('base64');
  return [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** JSON in which nothing can end the element around it, or begin a comment. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

/** The script, with what would end its element or begin a comment written so that it means the same within texts. */
function scriptText(script: string): string {
  return script.replaceAll(/<(?=\/script|!--)/gi, '\\x3c');
}
