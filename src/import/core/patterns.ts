import picomatch from 'picomatch';
import { ConfigurationError, messageOf, show } from '../../errors.js';

/** The options `include` and `exclude`: glob patterns over the groups of a source. Names are matched whole, with their case. */
export class Patterns {
  readonly #isIncluded: Matcher | undefined;
  readonly #isExcluded: Matcher | undefined;

  /** Throws a `ConfigurationError` for what is not a list of patterns. */
  constructor(include: readonly string[] | undefined, exclude: readonly string[] | undefined) {
    this.#isIncluded = include && toMatcher('include', include);
    this.#isExcluded = exclude && toMatcher('exclude', exclude);
  }

  /**
   * Whether to keep what is in these groups, each given with all names by which patterns may match it. What is in several
   * groups is kept if one of them is kept. What is in none is left out only if `include` is given and lacks `**`.
   */
  keeps(groups: readonly (readonly string[])[]): boolean {
    if (groups.length === 0) return this.#isIncluded?.('') ?? true;
    return groups.some((names) => {
      if (this.#isExcluded && names.some(this.#isExcluded)) return false;
      return this.#isIncluded === undefined || names.some(this.#isIncluded);
    });
  }

  /**
   * Whether to import from a platform. Paradime has integrations of its own for some: their nodes are imported only if a
   * pattern of `include` matches the name of the platform.
   */
  keepsPlatform(platform: string): boolean {
    const name = platform.toLowerCase().replaceAll(/[^a-z]/g, '');
    return !nativePlatforms.includes(name) || (this.#isIncluded?.(platform) ?? false);
  }
}

type Matcher = (name: string) => boolean;

/** The tools that Paradime reads by itself, in lower case and without spaces and punctuation. */
const nativePlatforms: readonly string[] = ['tableau', 'looker', 'powerbi', 'fivetran', 'hightouch'];

function toMatcher(option: string, patterns: readonly string[]): Matcher {
  const matchers = patterns.map((pattern: unknown): Matcher => {
    if (typeof pattern !== 'string' || pattern === '') {
      throw new ConfigurationError(`\`${option}\` must be a list of glob patterns (got ${show(pattern)} in it).`);
    }
    if (/^!(?!\()/.test(pattern)) {
      const other = option === 'include' ? 'exclude' : 'include';
      throw new ConfigurationError(
        `The pattern ${show(pattern)} in \`${option}\` must not begin with an exclamation mark; write ${show(pattern.slice(1))} in \`${other}\`.`,
      );
    }
    if (pattern === '**') return () => true;
    try {
      const isMatch = picomatch(pattern, { dot: true, windows: false });
      return (name) => name === pattern || (name !== '' && isMatch(name));
    } catch (error) {
      throw new ConfigurationError(
        `The pattern ${show(pattern.slice(0, 80))} in \`${option}\` is not a glob pattern: ${messageOf(error)}.`,
        { cause: error },
      );
    }
  });
  return (name) => matchers.some((matches) => matches(name));
}
