import { type ReactElement, useState } from 'react';
import { Icon } from '../icon.js';
import { plural, titleOf } from '../model/describe.js';
import type { Issue, LineageNode } from '../model/graph.js';
import { OtherEnd } from '../other-end.js';
import { PlaceLink } from '../place-link.js';

interface IssueListProps {
  readonly nodeOf: (id: string) => LineageNode | undefined;
  readonly issues: readonly Issue[];
  readonly isPublished: boolean;
  readonly selected: string | undefined;
  readonly onSelect: (id: string) => void;
}

/** All issues, grouped by their codes, errors first. Clicking one selects its node. */
export function IssueList({ issues, isPublished, ...row }: IssueListProps): ReactElement {
  const groups = [...Map.groupBy(issues, ({ code }) => code)].toSorted(([, one], [, other]) => rank(one) - rank(other));
  const errors = issues.filter(({ severity }) => severity === 'ERROR').length;
  return (
    <section className="issue-list" aria-label="Issues" tabIndex={-1}>
      <header>
        <h2>Issues</h2>
        <span className="count">{issues.length.toLocaleString('en')}</span>
      </header>
      {issues.length === 0 && <p className="hint">No issues were found.</p>}
      {errors > 0 && !isPublished && (
        <p className="hint">Fix {errors === 1 ? 'the error' : `the ${plural(errors, 'error')}`} to publish this.</p>
      )}
      {groups.map(([code, members], at) => (
        <IssueGroup
          key={code}
          code={code}
          issues={members}
          isOpenFirst={at === 0 || issues.length <= mostOpen}
          {...row}
        />
      ))}
    </section>
  );
}

function rank(issues: readonly Issue[]): number {
  return issues.some(({ severity }) => severity === 'ERROR') ? 0 : 1;
}

interface IssueGroupProps extends Omit<IssueListProps, 'isPublished'> {
  readonly code: string;
  /** Whether the group is open until the user closes it. */
  readonly isOpenFirst: boolean;
}

function IssueGroup({ code, issues, isOpenFirst, nodeOf, selected, onSelect }: IssueGroupProps): ReactElement {
  const [isOpen, setIsOpen] = useState(isOpenFirst);
  const severity = rank(issues) === 0 ? 'ERROR' : 'WARNING';
  return (
    <details className="group" open={isOpen} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>
        <span className="code" data-severity={severity}>
          <Icon name={severity === 'ERROR' ? 'error' : 'warning-sign'} size={12} />
          <span className="unseen">{severity.toLowerCase()} </span>
          {code}
        </span>
        <span className="count">{issues.length.toLocaleString('en')}</span>
      </summary>
      <ul className="issues">
        {issues.slice(0, mostShown).map((issue, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: One node can have two issues with the same message.
          <li key={at} className="issue">
            <IssueSubject issue={issue} nodeOf={nodeOf} selected={selected} onSelect={onSelect} />
            <PlaceLink {...issue} />
            <OtherEnd other={issue.other} nodeOf={nodeOf} onSelect={onSelect} />
          </li>
        ))}
      </ul>
      {issues.length > mostShown && (
        <p className="hint">
          Only the first {mostShown} are listed. Run <code>paradime-integrations check</code> to list them all.
        </p>
      )}
    </details>
  );
}

interface IssueSubjectProps extends Pick<IssueListProps, 'nodeOf' | 'selected' | 'onSelect'> {
  readonly issue: Issue;
}

function IssueSubject({
  issue: { message, nodeId, path },
  nodeOf,
  selected,
  onSelect,
}: IssueSubjectProps): ReactElement {
  const node = nodeId === null ? undefined : nodeOf(nodeId);
  const body = (
    <>
      {node && <bdi className="name">{titleOf(node)}</bdi>}
      {path !== '' && <code className="path">{path}</code>}
      <bdi className="message">{message}</bdi>
    </>
  );
  return node === undefined ? (
    <div className="subject">{body}</div>
  ) : (
    <button type="button" className="subject" aria-current={nodeId === selected} onClick={() => onSelect(node.id)}>
      {body}
    </button>
  );
}

const mostShown = 100;
/** Up to this number of issues, all groups are open at first. */
const mostOpen = 12;
