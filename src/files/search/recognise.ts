import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { isRecord } from '../../is-record.js';
import { isLines, isModule } from '../find-files.js';

/**
 * The apparent contents of a file: an integration, only a list of nodes, or something else. It need not be valid, so that a
 * bundle with a mistake is found, and reported.
 */
export async function recognise(file: string): Promise<'integration' | 'nodes' | 'other'> {
  if (isLines(file)) return 'nodes';
  const extension = extname(file).toLowerCase();
  const isYaml = extension === '.yaml' || extension === '.yml';
  if (!isYaml && extension !== '.json' && !isModule(file)) return 'other';
  const text = await beginningOf(file);
  if (isModule(file)) return importsIntegration.test(text) ? 'integration' : 'other';
  if ((isYaml ? yamlList : jsonList).test(text)) return 'nodes';
  return (isYaml && yamlTypes.test(text)) || declaresTypes(text) ? 'integration' : 'other';
}

const importsIntegration =
  /(?:import|const)\s*\{[^}]*\bintegration\b[^}]*\}\s*(?:from|=\s*(?:await\s+)?(?:import|require)\s*\()\s*['"]paradime-integrations['"]/;
const yamlTypes = /^(["']?)nodeTypes\1\s*:/m;
/** A list, after comments, directives and the mark of a document. */
const yamlList = /^(?:\s*(?:#.*|%.*|---)?\n)*\s*(?:---\s*)?(?:-\s|\[)/;
const jsonList = /^\s*\[/;

/** Whether JSON, or YAML in its style, declares node types. Where it cannot be parsed, at any depth. */
function declaresTypes(text: string): boolean {
  if (!/["']?nodeTypes["']?\s*:/.test(text) || !/^\s*(?:#.*\n\s*)*\{/.test(text)) return false;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) && 'nodeTypes' in value;
  } catch {
    return true; // What is wrong with it is reported when it is read.
  }
}

/** Enough of a file to recognise it. */
const mostBytes = 1_000_000;

/** The beginning of a file. Empty if it cannot be read. */
async function beginningOf(file: string): Promise<string> {
  try {
    await using handle = await open(file);
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(mostBytes), length: mostBytes });
    return buffer.toString('utf8', 0, bytesRead).replace(/^\uFEFF/, '');
  } catch {
    return '';
  }
}
