import { type ReactElement, useEffect, useRef } from 'react';
import type { Live } from '../data/use-revision.js';
import { type NodeDetail, useNodeDetail } from '../data/use-sandbox.js';
import { Icon } from '../icon.js';
import type { Look } from '../look.js';
import { describeNode, titleOf } from '../model/describe.js';
import type { Graph, Issue, LineageNode } from '../model/graph.js';
import { Tile } from '../tile.js';

interface NodePanelProps {
  readonly uid: string;
  readonly node: LineageNode;
  readonly graph: Graph;
  readonly look: Look;
  readonly issues: readonly Issue[];
  readonly live: Live;
  readonly onSelect: (id: string | undefined) => void;
  /** Shows the node's own integration. Undefined unless that is another integration in this sandbox. */
  readonly onVisit: (() => void) | undefined;
}

/** The details of the selected node. */
export function NodePanel({ uid, node, graph, look, issues, live, onSelect, onVisit }: NodePanelProps): ReactElement {
  const body = useRef<HTMLElement>(null);
  const { data: detail, error } = useNodeDetail(uid, node.role === 'NODE' ? node.id : undefined, live);
  // biome-ignore lint/correctness/useExhaustiveDependencies: Scrolls back to the top for each node.
  useEffect(() => {
    body.current?.scrollTo(0, 0);
  }, [node.id]);
  return (
    <aside className="panel" aria-label="Selected node">
      <header>
        <Tile look={look} />
        <div className="words">
          <h2>
            <bdi>{titleOf(node)}</bdi>
          </h2>
          <p className="what">{describeNode(node)}</p>
        </div>
        <button
          type="button"
          className="bare"
          onClick={() => onSelect(undefined)}
          aria-label="Close"
          title="Close (Escape)"
        >
          <Icon name="cross" />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: A scrollable area must be reachable by keyboard. */}
      <section className="body" ref={body} tabIndex={0} aria-label="Details">
        {issues.length > 0 && (
          <ul className="notes">
            {issues.map(({ severity, code, message }) => (
              <li key={code + message} data-severity={severity}>
                <bdi>{message}</bdi>
              </li>
            ))}
          </ul>
        )}
        {node.role === 'MISSING' && (
          <p className="hint">This node is referred to but does not exist. Publish it, or fix the reference.</p>
        )}
        {onVisit && (
          <button type="button" className="quiet" onClick={onVisit}>
            Show in {node.integration}
          </button>
        )}
        {error && <p className="hint">The details could not be loaded: {error.message}</p>}
        {detail && <Details detail={detail} />}
        <Neighbours title="Upstream" ids={graph.upstream(node.id)} graph={graph} onSelect={onSelect} />
        <Neighbours title="Downstream" ids={graph.downstream(node.id)} graph={graph} onSelect={onSelect} />
        {detail && <Wire wire={detail.wire} />}
      </section>
    </aside>
  );
}

function Details({ detail: { attributes, stableId, fields } }: { readonly detail: NodeDetail }): ReactElement {
  return (
    <>
      <dl className="attributes">
        {attributes.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
        <div>
          <dt>stable id</dt>
          <dd>
            <code>{stableId}</code>
          </dd>
        </div>
      </dl>
      <Fields fields={fields} />
    </>
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

interface NeighboursProps {
  readonly title: string;
  readonly ids: readonly string[];
  readonly graph: Graph;
  readonly onSelect: (id: string) => void;
}

const mostNeighbours = 100;

function Neighbours({ title, ids, graph, onSelect }: NeighboursProps): ReactElement | null {
  if (ids.length === 0) return null;
  return (
    <section>
      <h3>
        {title} <span className="count">{ids.length}</span>
      </h3>
      <ul className="links">
        {ids.slice(0, mostNeighbours).map((id) => {
          const node = graph.node(id);
          return node === undefined ? null : (
            <li key={id}>
              <button type="button" className="link" onClick={() => onSelect(id)}>
                <bdi className="name">{titleOf(node)}</bdi>
                <span className="what">{describeNode(node)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {ids.length > mostNeighbours && <p className="hint">Only the first {mostNeighbours} are listed.</p>}
    </section>
  );
}

function Wire({ wire }: Pick<NodeDetail, 'wire'>): ReactElement {
  return (
    <details className="wire">
      <summary>
        <h3>As sent to Paradime</h3>
      </summary>
      {wire === null ? <p className="hint">This node cannot be sent until its errors are fixed.</p> : <pre>{wire}</pre>}
    </details>
  );
}
