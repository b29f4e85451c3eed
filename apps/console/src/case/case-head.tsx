import { Button } from '@mantine/core';
import { IconArrowLeft, IconChevronDown, IconChevronUp, IconPlayerTrackNext } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { CaseDetail, CaseSummary } from '../api/contract.js';
import { CAUSE_WORDS } from '../format/words.js';
import { Identifier } from '../parts/identifier.js';
import { OutcomeBadge } from '../parts/outcome.js';
import { adviceFor } from '../parts/panel.js';
import { Due, When } from '../parts/when.js';
import { seenQueue } from '../queue/queue-memory.js';
import { useViewer } from '../shell/viewer.js';
import type { useTakeNext } from './case-actions.js';

interface CaseHeadProps {
  readonly subject: CaseDetail['case'];
  readonly neighbours: { before?: string; after?: string };
  readonly onGo: (caseId: string | undefined) => void;
  readonly takeNext: ReturnType<typeof useTakeNext>;
}

/** Which case, how urgent, and the way on: to its neighbours and, once decided, to the next one. */
export function CaseHead({ subject, neighbours, onGo, takeNext }: CaseHeadProps) {
  const { mayAct } = useViewer();
  return (
    <>
      <header className="case-head">
        <Link
          to="/queue"
          search={seenQueue().search}
          className="icon-button"
          aria-label="Back to the queue"
          title="Back (Esc)"
        >
          <IconArrowLeft size={16} />
        </Link>
        <h1>
          Case <Identifier value={subject.id} />
        </h1>
        <span className="chip" title={CAUSE_WORDS[subject.cause].long}>
          {CAUSE_WORDS[subject.cause].short}
        </span>
        <span className="muted">
          opened <When at={subject.opened_at} />
        </span>
        {subject.status === 'open' ? <Due at={subject.due_at} /> : null}
        <span className="spring" />
        <button
          type="button"
          className="icon-button"
          disabled={neighbours.before === undefined}
          onClick={() => onGo(neighbours.before)}
          aria-label="Previous case"
          title="Previous case (k)"
        >
          <IconChevronUp size={16} />
        </button>
        <button
          type="button"
          className="icon-button"
          disabled={neighbours.after === undefined}
          onClick={() => onGo(neighbours.after)}
          aria-label="Next case"
          title="Next case (j)"
        >
          <IconChevronDown size={16} />
        </button>
      </header>
      {subject.status === 'decided' ? (
        <div className="decided" role="status">
          {subject.verdict === null ? null : <OutcomeBadge outcome={subject.verdict} />}
          <span className="decided-says">
            by {subject.decided_by?.name ?? 'Caracal'}
            {subject.decided_at === null ? null : (
              <>
                {' '}
                <When at={subject.decided_at} />
              </>
            )}
            {subject.verdict_reason === null ? null : <>: {subject.verdict_reason}</>}
          </span>
          <span className="spring" />
          {takeNext.data?.case === null ? <span className="muted">The queue is empty. Well done.</span> : null}
          {takeNext.isError ? (
            <span className="state-bad">
              {takeNext.error.message} {adviceFor(takeNext.error)}
            </span>
          ) : null}
          {mayAct ? (
            <Button
              leftSection={<IconPlayerTrackNext size={14} />}
              rightSection={<kbd>↵</kbd>}
              loading={takeNext.isPending}
              onClick={() => takeNext.mutate()}
            >
              Take the next case
            </Button>
          ) : null}
        </div>
      ) : null}
      <Lock subject={subject} />
    </>
  );
}

/** Says when a case is in somebody else's hands, so that two people don't work on one. */
function Lock({ subject }: { readonly subject: CaseSummary }) {
  const { session } = useViewer();
  const { assignee, locked_until: until, status } = subject;
  if (status !== 'open' || assignee === null || until === null || assignee.id === session.user.id) return null;
  if (Date.parse(until) < Date.now()) return null;
  return (
    <p className="notice" role="status">
      {assignee.name} is working on this case. It is free again when they give it back or decide.
    </p>
  );
}
