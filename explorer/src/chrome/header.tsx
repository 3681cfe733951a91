import type { ReactElement } from 'react';
import type { IntegrationSummary } from '../data/use-sandbox.js';
import { Icon } from '../icon.js';
import { plural } from '../model/describe.js';
import type { Theme } from '../theme.js';

interface HeaderProps {
  readonly integrations: readonly IntegrationSummary[];
  readonly current: IntegrationSummary | undefined;
  readonly onIntegration: (name: string) => void;
  readonly theme: Theme;
  readonly onTheme: (theme: Theme) => void;
  readonly isConnected: boolean;
}

/** The bar at the top: the integration, the connection to the sandbox and the theme. */
export function Header({
  integrations,
  current,
  onIntegration,
  theme,
  onTheme,
  isConnected,
}: HeaderProps): ReactElement {
  const other: Theme = theme === 'dark' ? 'light' : 'dark';
  return (
    <header className="top">
      <Icon name="data-lineage" size={18} />
      {current && integrations.length > 1 ? (
        <select aria-label="Integration" value={current.name} onChange={({ target }) => onIntegration(target.value)}>
          {[...new Set(integrations.map(({ name }) => name))].map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      ) : null}
      <h1 className={integrations.length > 1 ? 'unseen' : undefined}>
        <bdi>{current?.name ?? 'Lineage'}</bdi>
      </h1>
      {current && <span className="what">{plural(current.nodeCount, 'node')}</span>}
      {current && !current.isActive && <span className="badge">inactive</span>}
      {current && !current.isPublished && (
        <span className="badge" data-severity="ERROR">
          not published
        </span>
      )}
      <span className="space" />
      <span role="status" className="connection">
        {!isConnected && 'The sandbox is not responding. This page reconnects automatically.'}
      </span>
      <button
        type="button"
        className="bare"
        onClick={() => onTheme(other)}
        aria-label={`Use the ${other} theme`}
        title={`Use the ${other} theme`}
      >
        <Icon name={other === 'dark' ? 'moon' : 'flash'} />
      </button>
    </header>
  );
}
