import { type ReactElement, useRef } from 'react';
import type { IntegrationsQuery } from '../../src/generated/sandbox.js';
import { Header } from './chrome/header.js';
import { Connecting, NoSuchIntegration, NothingPublished, Unreachable } from './chrome/states.js';
import { type Live, useRevision } from './data/use-revision.js';
import { type Answer, type IntegrationSummary, useIntegrations, useLineage } from './data/use-sandbox.js';
import { Explorer } from './explorer.js';
import { useKeptFocus } from './kept-focus.js';
import type { Lineage } from './model/graph.js';
import { type Theme, useTheme } from './theme.js';
import { useView, type View } from './url-state.js';

/** The page. `isLive` says whether a sandbox serves it; an exported page has only the data it was exported with. */
export function App({ isLive }: { readonly isLive: boolean }): ReactElement {
  const [theme, setTheme] = useTheme();
  const [view, changeView] = useView();
  const live = useRevision(isLive);
  const overview = useIntegrations(live, isLive);
  const integrations = overview.data?.integrations;
  const current = integrations && currentOf(integrations, view);
  const lineage = useHeld(current?.name, useLineage(current?.uid, live));
  useKeptFocus();

  return (
    <div className="page">
      <Header
        integrations={integrations ?? []}
        current={current}
        onIntegration={(integration) => changeView({ ...nothingChosen, integration })}
        theme={theme}
        onTheme={setTheme}
        isConnected={live.isConnected}
      />
      <Content
        isLive={isLive}
        live={live}
        overview={overview}
        lineage={lineage}
        view={view}
        onView={changeView}
        theme={theme}
      />
    </div>
  );
}

interface ContentProps {
  readonly isLive: boolean;
  readonly live: Live;
  readonly overview: Answer<IntegrationsQuery>;
  readonly lineage: Answer<Lineage | null>;
  readonly view: View;
  readonly onView: (change: Partial<View>) => void;
  readonly theme: Theme;
}

/** The current integration, or the reason why there is none to show. */
function Content({ isLive, live, overview, lineage, view, onView, theme }: ContentProps): ReactElement {
  if (overview.data && lineage.data) {
    return (
      <Explorer
        key={lineage.data.name}
        lineage={lineage.data}
        requests={isLive ? overview.data.requests : undefined}
        live={live}
        view={view}
        onView={onView}
        theme={theme}
      />
    );
  }
  const names = overview.data?.integrations.map(({ name }) => name);
  if (names?.length === 0) return <NothingPublished />;
  if (names && view.integration !== undefined && !names.includes(view.integration)) {
    return (
      <NoSuchIntegration
        name={view.integration}
        others={[...new Set(names)]}
        onShow={(integration) => onView({ ...nothingChosen, integration })}
      />
    );
  }
  const error = overview.error ?? lineage.error;
  if (error || !live.isConnected) return <Unreachable message={error?.message} />;
  return <Connecting />;
}

const nothingChosen: View = {
  integration: undefined,
  node: undefined,
  hiddenGroups: [],
  hiddenKinds: [],
  issue: undefined,
};

/** The integration named in the address. If the address names none, one of all integrations. */
function currentOf(integrations: readonly IntegrationSummary[], { integration }: View): IntegrationSummary | undefined {
  return activeOrFirst(
    integration === undefined ? integrations : integrations.filter(({ name }) => name === integration),
  );
}

/**
 * The lineage of the integration with this name. While it is loaded under another uid, which it gets when it is published
 * or no longer can be, the former one remains.
 */
function useHeld(name: string | undefined, lineage: Answer<Lineage | null>): Answer<Lineage | null> {
  const held = useRef<Lineage>(undefined);
  if (lineage.data) held.current = lineage.data;
  const isLoading = lineage.data === undefined && lineage.error === undefined;
  return isLoading && held.current?.name === name ? { data: held.current, error: undefined } : lineage;
}

function activeOrFirst(integrations: readonly IntegrationSummary[]): IntegrationSummary | undefined {
  return integrations.find(({ isActive }) => isActive) ?? integrations[0];
}
