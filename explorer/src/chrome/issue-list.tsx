import type { ReactElement } from 'react';
import { Icon } from '../icon.js';
import { titleOf } from '../model/describe.js';
import type { Issue, LineageNode } from '../model/graph.js';

interface IssueListProps {
  readonly nodeOf: (id: string) => LineageNode | undefined;
  readonly issues: readonly Issue[];
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
}

/** The issues that `checkNodes` found, errors first. Clicking one selects its node. */
export function IssueList({ nodeOf, issues, selected, onSelect }: IssueListProps): ReactElement {
  const sorted = issues.toSorted((one, other) => Number(one.severity !== 'ERROR') - Number(other.severity !== 'ERROR'));
  return (
    <section aria-label="Issues">
      <header>
        <h2>Issues</h2>
        <span className="count">{issues.length.toLocaleString('en')}</span>
      </header>
      {issues.length === 0 && <p className="hint">No issues were found.</p>}
      <ul className="issues">
        {sorted.slice(0, mostShown).map((issue, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: One node can have two issues with the same message.
          <li key={at}>
            <IssueRow
              issue={issue}
              node={issue.nodeId === null ? undefined : nodeOf(issue.nodeId)}
              isCurrent={issue.nodeId !== null && issue.nodeId === selected}
              onSelect={onSelect}
            />
          </li>
        ))}
      </ul>
      {issues.length > mostShown && (
        <p className="hint">
          Only the first {mostShown} are listed. Run <code>paradime-integrations check</code> to list them all.
        </p>
      )}
    </section>
  );
}

interface IssueRowProps {
  readonly issue: Issue;
  readonly node: LineageNode | undefined;
  readonly isCurrent: boolean;
  readonly onSelect: (id: string) => void;
}

function IssueRow({
  issue: { severity, code, message, nodeId, location },
  node,
  isCurrent,
  onSelect,
}: IssueRowProps): ReactElement {
  const body = (
    <>
      <span className="code" data-severity={severity}>
        <Icon name={severity === 'ERROR' ? 'error' : 'warning-sign'} size={12} />
        <span className="unseen">{severity.toLowerCase()} </span>
        {code}
      </span>
      {node && <bdi className="name">{titleOf(node)}</bdi>}
      <bdi className="message">{message}</bdi>
      {location && <bdi className="location">{location}</bdi>}
    </>
  );
  return nodeId === null ? (
    <div className="issue">{body}</div>
  ) : (
    <button type="button" className="issue" aria-current={isCurrent} onClick={() => onSelect(nodeId)}>
      {body}
    </button>
  );
}

const mostShown = 200;
