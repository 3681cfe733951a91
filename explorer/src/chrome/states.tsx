import type { ReactElement, ReactNode } from 'react';
import { Icon } from '../icon.js';
import { plural } from '../model/describe.js';

// Messages shown in place of the lineage or above it. Each says what to do next.

export function Connecting(): ReactElement {
  return (
    <main className="alone" aria-busy="true">
      <State icon="data-lineage" title="Loading the lineage…" />
    </main>
  );
}

export function Unreachable({ message }: { readonly message: string | undefined }): ReactElement {
  return (
    <main className="alone">
      <State icon="offline" title="The sandbox is not responding">
        <p>Start it again on the same port. This page reconnects automatically.</p>
        <pre>npx paradime-integrations preview integration.yaml --port {window.location.port || 80}</pre>
        {message && <p className="hint">{message}</p>}
      </State>
    </main>
  );
}

export function NothingPublished(): ReactElement {
  return (
    <main className="alone">
      <State icon="inbox" title="Nothing has been published yet">
        <p>To preview an integration from its files, run:</p>
        <pre>npx paradime-integrations preview integration.yaml</pre>
        <p>To publish to this sandbox, run this with the key and the secret that it printed:</p>
        <pre>
          {`export PARADIME_API_ENDPOINT=${readEndpoint()}
export PARADIME_API_KEY=<key>
export PARADIME_API_SECRET=<secret>
npx paradime-integrations publish integration.yaml`}
        </pre>
        <p className="hint">Published nodes appear here immediately.</p>
      </State>
    </main>
  );
}

export function NoSuchIntegration({
  name,
  others,
  onShow,
}: {
  readonly name: string;
  readonly others: readonly string[];
  readonly onShow: (name: string) => void;
}): ReactElement {
  return (
    <main className="alone" tabIndex={-1}>
      <State icon="search" title={`There is no integration “${name}” here`}>
        <p>The address names it, but this page does not have it. These are here:</p>
        <ul className="choices">
          {others.map((other) => (
            <li key={other}>
              <button type="button" className="quiet" onClick={() => onShow(other)}>
                <bdi>{other}</bdi>
              </button>
            </li>
          ))}
        </ul>
      </State>
    </main>
  );
}

export function NoNodes({ name }: { readonly name: string }): ReactElement {
  return (
    <State icon="inbox" title={`${name} has no nodes`}>
      <p>Its nodes will appear here when they are published.</p>
    </State>
  );
}

export function NothingPasses({ onClear }: { readonly onClear: () => void }): ReactElement {
  return (
    <State icon="filter" title="No nodes match the filters">
      <button type="button" className="quiet" onClick={onClear}>
        Clear filters
      </button>
    </State>
  );
}

export function LayingOut({ count }: { readonly count: number }): ReactElement {
  return (
    <div aria-busy="true" className="busy">
      <State icon="data-lineage" title={`Drawing ${plural(count, 'node')}…`} />
    </div>
  );
}

export function LayoutFailed({ error }: { readonly error: Error }): ReactElement {
  return (
    <State icon="error" title="The lineage could not be drawn">
      <p>Reload the page. If that does not help, report this error:</p>
      <pre>{error.message}</pre>
    </State>
  );
}

export function NotThere({ name, onDismiss }: { readonly name: string; readonly onDismiss: () => void }): ReactElement {
  return (
    <div className="notice" role="status">
      <span>
        This integration has no node <bdi className="name">{name}</bdi>.
      </span>
      <button type="button" className="bare" onClick={onDismiss} aria-label="Dismiss">
        <Icon name="cross" />
      </button>
    </div>
  );
}

/** The address of the sandbox's API, which the sandbox wrote into the page. */
function readEndpoint(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="endpoint"]')?.content ?? '…';
}

function State({
  icon,
  title,
  children,
}: {
  readonly icon: string;
  readonly title: string;
  readonly children?: ReactNode;
}): ReactElement {
  return (
    <div className="state">
      <Icon name={icon} size={32} />
      <h2>{title}</h2>
      {children}
    </div>
  );
}
