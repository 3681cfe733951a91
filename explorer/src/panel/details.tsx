import type { ReactElement } from 'react';
import { CopyButton } from '../copy-button.js';
import type { NodeDetail } from '../data/use-sandbox.js';

/** The attributes and fields of a node. */
export function Details({ detail: { attributes, stableId, fields } }: { readonly detail: NodeDetail }): ReactElement {
  return (
    <>
      <dl className="attributes">
        {attributes.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Value value={value} isAddress={name === 'url'} />
            </dd>
          </div>
        ))}
        <div>
          <dt>stable id</dt>
          <dd>
            <code>{stableId}</code> <CopyButton text={stableId} what="stable id" />
          </dd>
        </div>
      </dl>
      <Fields fields={fields} />
    </>
  );
}

/** A value. An address of the web is a link; any other, such as `javascript:`, is not. */
function Value({ value, isAddress }: { readonly value: string; readonly isAddress: boolean }): ReactElement {
  return isAddress && /^https?:\/\//i.test(value) ? (
    <a href={value} target="_blank" rel="noreferrer">
      <bdi>{value}</bdi>
    </a>
  ) : (
    <bdi>{value}</bdi>
  );
}

function Fields({ fields }: Pick<NodeDetail, 'fields'>): ReactElement | null {
  if (fields.length === 0) return null;
  return (
    <section>
      <h3>
        Fields <span className="count">{fields.length}</span>
      </h3>
      <ul className="fields">
        {fields.map(({ name, type, dataType, description }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: Two fields can have the same name.
          <li key={at}>
            <bdi className="name">{name}</bdi>
            <span className="what">{[type, dataType].filter(Boolean).join(' · ')}</span>
            {description && <bdi className="message">{description}</bdi>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The node as it is sent to Paradime. */
export function Wire({ wire }: Pick<NodeDetail, 'wire'>): ReactElement {
  return (
    <details className="wire">
      <summary>
        <h3>As sent to Paradime</h3>
      </summary>
      {wire === null ? (
        <p className="hint">This node cannot be sent until its errors are fixed.</p>
      ) : (
        <>
          <CopyButton text={wire} what="JSON" />
          <pre>{wire}</pre>
        </>
      )}
    </details>
  );
}
