import { type ReactElement, useEffect } from 'react';
import { Header } from './chrome/header.js';
import { Connecting, NothingPublished, Unreachable } from './chrome/states.js';
import { useRevision } from './data/use-revision.js';
import { type IntegrationSummary, useIntegrations, useLineage } from './data/use-sandbox.js';
import { Explorer } from './explorer.js';
import { useTheme } from './theme.js';
import { useView, type View } from './url-state.js';

/** The page. `isLive` tells whether there is a sandbox behind it, or only the data that it was exported with. */
export function App({ isLive }: { readonly isLive: boolean }): ReactElement {
  const [theme, setTheme] = useTheme();
  const [view, changeView] = useView();
  const live = useRevision(isLive);
  const { data, error } = useIntegrations(live, isLive);
  const current = data && currentOf(data.integrations, view);
  const lineage = useLineage(current?.uid, live);

  useEffect(() => {
    document.title = current ? `${current.name} · Lineage` : 'Lineage';
  }, [current]);

  return (
    <div className="page">
      <Header
        integrations={data?.integrations ?? []}
        current={current}
        onIntegration={(integration) => changeView({ ...nothingChosen, integration })}
        theme={theme}
        onTheme={setTheme}
        isConnected={live.isConnected}
      />
      {lineage.data && data ? (
        <Explorer
          key={lineage.data.uid}
          lineage={lineage.data}
          requests={isLive ? data.requests : undefined}
          live={live}
          view={view}
          onView={changeView}
          theme={theme}
        />
      ) : data && current === undefined ? (
        <NothingPublished />
      ) : error || lineage.error || !live.isConnected ? (
        <Unreachable message={(error ?? lineage.error)?.message} />
      ) : (
        <Connecting />
      )}
    </div>
  );
}

const nothingChosen: View = {
  integration: undefined,
  node: undefined,
  hiddenGroups: [],
  hiddenKinds: [],
  issue: undefined,
};

/** The integration in the address, else the first that is active. */
function currentOf(integrations: readonly IntegrationSummary[], { integration }: View): IntegrationSummary | undefined {
  const named = integrations.filter(({ name }) => name === integration);
  return (
    named.find(({ isActive }) => isActive) ??
    named[0] ??
    integrations.find(({ isActive }) => isActive) ??
    integrations[0]
  );
}
