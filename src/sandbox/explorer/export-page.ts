import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { type ExportedData, exportedDataId, type PackedData } from './exported-data.js';
import type { BuiltPage } from './page.js';

/** The page as one file with its script, stylesheet, data and licences. It needs no other file and no network. */
export function exportPage({ html, script, style, licenses }: BuiltPage, data: ExportedData): string {
  const code = scriptText(script);
  const head = [
    `<meta http-equiv="content-security-policy" content="${contentSecurityPolicy(code)}">`,
    `<!--\n${commentText(licenses)}\n-->`,
    `<style>${style.replaceAll('</', '<\\/')}</style>`,
    `<script type="application/json" id="${exportedDataId}">${JSON.stringify(packData(data))}</script>`,
    `<script type="module">${code}</script>`,
  ].join('\n');
  // A function as replacement, since a string is searched for patterns such as `$&`.
  return html
    .replaceAll(/\s*<(script|link rel="stylesheet")[^>]*>(<\/script>)?/g, '')
    .replace('</head>', () => `${head}\n</head>`);
}

/** Allows only the embedded script, so that a script in the name of a node cannot run. */
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

/** Base64 contains nothing that could end the element around it. */
function packData({ nodes, ...lineage }: ExportedData): PackedData {
  const packed = Object.entries(nodes).map(([uid, details]): [string, string] => [uid, pack(details)]);
  return { lineage: pack(lineage), nodes: Object.fromEntries(packed) };
}

function pack(value: unknown): string {
  return deflateRawSync(JSON.stringify(value), { level: 9 }).toString('base64');
}

/** A string that can neither end the comment around it nor begin another. */
function commentText(text: string): string {
  return text.replaceAll(/--(?=!?>)|(?<=<!)--/g, '- -');
}

/** The script, with `</script` and `<!--` escaped so that string literals keep their value. */
function scriptText(script: string): string {
  return script.replaceAll(/<(?=\/script|!--)/gi, '\\x3c');
}
