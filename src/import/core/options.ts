import { ConfigurationError, show } from '../../errors.js';
import { isRecord } from '../../is-record.js';
import { checkLogoUrl, checkName, type NodeType, nodeColors, requireOneOf } from '../../lineage/definition.js';
import type { TableIndex } from '../../lineage/tables/table-index.js';
import { TableResolver } from '../../lineage/tables/table-resolver.js';
import { checkOptions, type OptionTypes } from '../../options.js';
import { Patterns } from './patterns.js';

/** The options of all importers. */
export interface ImportOptions {
  /** Name of the integration. Default: the name of the tool. */
  readonly name?: string | undefined;
  /** Address of the logo picture. Default: none. */
  readonly logoUrl?: string | undefined;
  /** Icons and colours by node type, in place of those that the importer chooses. */
  readonly nodeTypes?: Readonly<Record<string, Look>> | undefined;
  /**
   * The dbt project that knows the tables: the result of `readDbtProject` of `paradime-integrations/dbt`. With one, the
   * references in the nodes are complete, and the summary lists the tables that it does not have. Default: none.
   */
  readonly dbt?: TableIndex | undefined;
  /** Glob patterns: only what is in a matching group of the source is imported. Default: everything. */
  readonly include?: readonly string[] | undefined;
  /** Glob patterns: what is in a matching group of the source is left out. Default: nothing. */
  readonly exclude?: readonly string[] | undefined;
  /** Longest time in milliseconds for one request to a live tool. Files are read without a limit. Default: 60,000. */
  readonly timeoutMs?: number | undefined;
  /** Aborts the import, which then throws the reason of the signal. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Called as the import proceeds. If it throws, the import is unaffected and the error is reported as uncaught, as with
   * `EventTarget`.
   */
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}

/** Icon and colour of a node type. */
export type Look = Pick<NodeType, 'icon' | 'color'>;

/** How far an import is. */
export interface ImportProgress {
  /** The step in words, such as `reading files`. */
  readonly step: string;
  /** How many items of the step are done. */
  readonly done: number;
  /** How many items the step has, if that is known. */
  readonly total?: number | undefined;
}

const optionTypes = {
  name: 'any',
  logoUrl: 'any',
  nodeTypes: 'any',
  dbt: 'any',
  include: 'list',
  exclude: 'list',
  timeoutMs: 'any',
  signal: 'any',
  onProgress: 'function',
} as const satisfies Record<keyof ImportOptions, unknown>;

const longestTimeoutMs = 2 ** 31 - 1;

/** Options that were checked, in the form in which importers use them. */
export interface CheckedOptions {
  readonly name: string;
  readonly logoUrl: string | undefined;
  readonly looks: Readonly<Record<string, Look>>;
  readonly tables: TableResolver | undefined;
  readonly patterns: Patterns;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** Reports progress to the caller. */
  readonly report: (progress: ImportProgress) => void;
}

/**
 * Checks the options of an importer. `more` are the types of the options that it has besides those of all importers.
 * Throws a `ConfigurationError`, or the reason of a signal that is aborted already.
 */
export function checkImportOptions(
  importer: string,
  options: ImportOptions,
  defaultName: string,
  more: OptionTypes = {},
): CheckedOptions {
  checkOptions(`The options of ${importer}`, options, { ...optionTypes, ...more });
  const { name = defaultName, logoUrl, nodeTypes = {}, dbt, include, exclude, timeoutMs = 60_000 } = options;
  const { signal, onProgress } = options;
  checkName(name);
  checkLogoUrl(logoUrl);
  checkLooks(nodeTypes);
  if (!(typeof timeoutMs === 'number' && timeoutMs >= 1 && timeoutMs <= longestTimeoutMs)) {
    throw new ConfigurationError(
      `\`timeoutMs\` must be from 1 to ${longestTimeoutMs} milliseconds (got ${show(timeoutMs)}).`,
    );
  }
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new ConfigurationError(`\`signal\` must be an AbortSignal (got ${show(signal)}).`);
  }
  const tables = TableResolver.of({ dbt });
  const patterns = new Patterns(include, exclude);
  signal?.throwIfAborted();
  const report = (progress: ImportProgress): void => notify(onProgress, progress);
  return { name, logoUrl, looks: nodeTypes, tables, patterns, timeoutMs, signal, report };
}

function checkLooks(nodeTypes: unknown): void {
  if (!isRecord(nodeTypes)) {
    throw new ConfigurationError(
      `\`nodeTypes\` must be an object with icons and colours by node type (got ${show(nodeTypes)}).`,
    );
  }
  for (const [nodeType, look] of Object.entries(nodeTypes)) {
    checkOptions(`The node type ${show(nodeType)} in \`nodeTypes\``, look, { icon: 'any', color: 'any' });
    const { icon, color } = isRecord(look) ? look : {};
    if (typeof (icon ?? '') !== 'string') {
      throw new ConfigurationError(`The icon of the node type ${show(nodeType)} must be a string (got ${show(icon)}).`);
    }
    if (color !== undefined) requireOneOf(`color of the node type ${show(nodeType)}`, color, nodeColors);
  }
}

function notify(listener: ImportOptions['onProgress'], progress: ImportProgress): void {
  try {
    listener?.(progress);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
