import type { ReactElement } from 'react';
import type { SeenRequest } from '../data/use-sandbox.js';

/** The requests that the sandbox received, latest first. */
export function RequestList({ requests }: { readonly requests: readonly SeenRequest[] }): ReactElement {
  return (
    <details className="requests">
      <summary>
        <h2>Requests</h2>
        <span className="count">{requests.length.toLocaleString('en')}</span>
      </summary>
      <ol>
        {requests.slice(0, mostShown).map(({ operationName, status, bytes, startedAt, durationMs }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: Several requests can arrive in the same millisecond.
          <li key={`${startedAt} ${at}`}>
            <bdi className="name">{operationName ?? '(no name)'}</bdi>
            <span className="what" data-failed={status >= 400}>
              {status === 0 ? 'in progress' : status} · {formatBytes(bytes)} · {Math.round(durationMs)} ms
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

function formatBytes(bytes: number): string {
  return bytes < 1_000 ? `${bytes} B` : `${(bytes / 1_000).toLocaleString('en', { maximumFractionDigits: 1 })} kB`;
}

const mostShown = 50;
