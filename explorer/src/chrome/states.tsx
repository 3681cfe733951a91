import type { ReactElement, ReactNode } from 'react';
import { Icon } from '../icon.js';
import { plural } from '../model/describe.js';

// What is shown where there is no picture: each says what to do next.

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

export function Connecting(): ReactElement {
  return (
    <main className="alone" aria-busy="true">
      <State icon="data-lineage" title="Reading the lineage…" />
    </main>
  );
}

export function Unreachable({ message }: { readonly message: string | undefined }): ReactElement {
  return (
    <main className="alone">
      <State icon="offline" title="The sandbox does not answer">
        <p>Start it again. This page asks by itself until it is there.</p>
        <pre>npx paradime-integrations preview integration.yaml</pre>
        {message && <p className="hint">{message}</p>}
      </State>
    </main>
  );
}

export function NothingPublished(): ReactElement {
  return (
    <main className="alone">
      <State icon="inbox" title="Nothing is published here yet">
        <p>Look at the files of an integration:</p>
        <pre>npx paradime-integrations preview integration.yaml</pre>
        <p>Or publish to this sandbox, with the key that it printed when it started:</p>
        <pre>
          {`export PARADIME_API_ENDPOINT=${readEndpoint()}\nnpx paradime-integrations publish integration.yaml`}
        </pre>
        <p className="hint">What is published appears here at once.</p>
      </State>
    </main>
  );
}

export function NoNodes({ name }: { readonly name: string }): ReactElement {
  return (
    <State icon="inbox" title={`${name} shows no nodes`}>
      <p>It is registered. Its nodes appear here as soon as they are published.</p>
    </State>
  );
}

export function NothingPasses({ onClear }: { readonly onClear: () => void }): ReactElement {
  return (
    <State icon="filter" title="The filters leave nothing">
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
    <State icon="error" title="The picture could not be drawn">
      <p>Reload the page. If it stays so, report what follows.</p>
      <pre>{error.message}</pre>
    </State>
  );
}

export function Problems({ problems }: { readonly problems: readonly string[] }): ReactElement {
  return (
    <div className="problems" role="alert">
      <h2>
        <Icon name="error" /> This is not published
      </h2>
      <ul>
        {problems.map((problem) => (
          <li key={problem}>
            <bdi>{problem}</bdi>
          </li>
        ))}
      </ul>
      <p className="hint">The page follows as soon as the files are mended.</p>
    </div>
  );
}

export function NotThere({ name, onDismiss }: { readonly name: string; readonly onDismiss: () => void }): ReactElement {
  return (
    <div className="notice" role="status">
      <span>
        There is no <bdi className="name">{name}</bdi> in this integration.
      </span>
      <button type="button" className="bare" onClick={onDismiss} aria-label="Dismiss">
        <Icon name="cross" />
      </button>
    </div>
  );
}

/** Where the sandbox takes what is published, as it wrote into the page. */
function readEndpoint(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="endpoint"]')?.content ?? '…';
}
