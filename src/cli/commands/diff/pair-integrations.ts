import type { FileIntegration } from '../../../files/read-integration.js';
import type { Input } from '../../findings/read-input.js';

/** The two versions of one integration. */
export interface Pair {
  readonly former: Input;
  readonly next: Input;
  /** A sentence about an integration that only one of the versions has. */
  readonly note?: string | undefined;
}

/**
 * Pairs the integrations of two versions. One on each side are a pair whatever they are called. Several are paired by their
 * names. One that only one version has is compared with none of its nodes.
 */
export function pairIntegrations(former: readonly Input[], next: readonly Input[]): readonly Pair[] {
  const [was, is] = [former[0], next[0]];
  if (was && is && former.length === 1 && next.length === 1) return [{ former: was, next: is }];
  const byName = new Map(former.map((input) => [nameOf(input), input]));
  const pairs = next.map((input): Pair => {
    const other = byName.get(nameOf(input));
    byName.delete(nameOf(input));
    if (other) return { former: other, next: input };
    return { former: withoutNodes(input), next: input, note: 'Only the second version has this integration.' };
  });
  const gone = [...byName.values()].map((input): Pair => {
    const note =
      'Only the first version has this integration. Paradime goes on showing its nodes until it is deactivated or published without nodes.';
    return { former: input, next: withoutNodes(input), note };
  });
  return [...pairs, ...gone];
}

/** The name of an integration, or the path of files that cannot be read. */
function nameOf({ integration, path }: Input): string {
  return integration === undefined ? `path ${path}` : `name ${integration.definition.name}`;
}

function withoutNodes({ path, integration }: Input): Input {
  const empty: FileIntegration | undefined = integration && {
    ...integration,
    nodes: [],
    nodeCount: 0,
    nodesByType: new Map(),
  };
  return { path, integration: empty, findings: [], issues: [] };
}
