import { formatMinor } from '#contracts/money';
import { Button, Select } from '@mantine/core';
import { IconCheck, IconNote, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { DecisionDetail } from '../api/contract.js';
import { usersQuery } from '../api/queries.js';
import { formatShare } from '../format/figures.js';
import { formatMoney } from '../format/money.js';
import { CHALLENGE_WORDS, RUNG_WORDS, channelWords, eventWords } from '../format/words.js';
import { OutcomeBadge, OutcomeCourse, RungBadge } from '../parts/outcome.js';
import { adviceFor } from '../parts/panel.js';
import { riskOf } from '../parts/score.js';
import { When } from '../parts/when.js';
import { useViewer } from '../shell/viewer.js';
import type { Review } from './review.js';

interface VerdictCardProps {
  readonly detail: DecisionDetail;
  readonly review?: Review;
}

/** The heart of the page: how much, how risky, what was answered, and what one can do. */
export function VerdictCard({ detail, review }: VerdictCardProps) {
  const { mayAct } = useViewer();
  const { summary, transaction, decision, challenge } = detail;
  const risk = riskOf(summary.score);
  return (
    <section className="panel verdict" aria-label="The decision">
      <div className="verdict-amount num">
        {formatMinor(transaction.amount, transaction.currency)}
        <span className="verdict-currency">{transaction.currency}</span>
      </div>
      <p className="muted verdict-how">
        {channelWords(transaction.channel)} · {eventWords(transaction.outcome)} · <When at={transaction.occurred_at} />
      </p>
      <OutcomeCourse decision={summary} />
      <div className="gauge">
        <div className="gauge-line">
          <span className={`gauge-score num text-${risk.tone}`}>{summary.score}</span>
          <span className="muted">of 1000</span>
          <span className="spring" />
          <span>{risk.words}</span>
        </div>
        <div className="gauge-track" aria-hidden>
          <div className={`gauge-fill fill-${risk.tone}`} style={{ width: `${summary.score / 10}%` }} />
        </div>
        <p className="muted">
          {summary.probability === null
            ? 'No model answered; rules made the score'
            : `Probability of fraud ${formatShare(summary.probability)}`}
        </p>
      </div>
      <dl className="pairs">
        <dt>Answered by</dt>
        <dd title={RUNG_WORDS[decision.answered.answered_by].long}>
          <RungBadge rung={decision.answered.answered_by} />
        </dd>
        <dt>Took</dt>
        <dd className="num">{summary.latency_ms} ms</dd>
        {review === undefined ? null : (
          <>
            <dt>Expected loss</dt>
            <dd className="num">{formatMoney(review.subject.expected_loss, review.subject.currency)}</dd>
          </>
        )}
        {challenge === undefined ? null : (
          <>
            <dt>Step-up</dt>
            <dd className={challenge.status === 'failed' ? 'state-bad' : ''}>{CHALLENGE_WORDS[challenge.status]}</dd>
          </>
        )}
        {summary.resolved_outcome === undefined ? null : (
          <>
            <dt>Ended as</dt>
            <dd>
              <OutcomeBadge outcome={summary.resolved_outcome} />
            </dd>
          </>
        )}
      </dl>
      {review === undefined ? null : mayAct ? (
        <Actions review={review} />
      ) : (
        <dl className="pairs">
          <dt>Assigned to</dt>
          <dd>{review.subject.assignee?.name ?? 'Nobody'}</dd>
        </dl>
      )}
    </section>
  );
}

function Actions({ review }: { readonly review: Review }) {
  const { session } = useViewer();
  const { subject, assign } = review;
  const users = useQuery(usersQuery);
  const open = subject.status === 'open';
  const people = (users.data?.items ?? []).filter(({ role }) => role !== 'viewer');
  const known = subject.assignee === null || people.some(({ id }) => id === subject.assignee?.id);
  const choices = known ? people : [...people, subject.assignee!];
  return (
    <div className="actions">
      {open ? (
        <div className="actions-verdict">
          <Button
            className="button-approve"
            variant="default"
            px={8}
            leftSection={<IconCheck size={15} />}
            rightSection={<kbd>a</kbd>}
            onClick={() => review.onDecide('approve')}
          >
            Approve
          </Button>
          <Button
            className="button-decline"
            variant="default"
            px={8}
            leftSection={<IconX size={15} />}
            rightSection={<kbd>d</kbd>}
            onClick={() => review.onDecide('decline')}
          >
            Decline
          </Button>
        </div>
      ) : null}
      <Button
        variant="default"
        leftSection={<IconNote size={15} />}
        rightSection={<kbd>n</kbd>}
        onClick={review.onNote}
        fullWidth
      >
        Write a note
      </Button>
      {open ? (
        <Select
          label="Assigned to"
          placeholder="Nobody"
          clearable
          value={subject.assignee?.id ?? null}
          disabled={assign.isPending}
          data={choices.map(({ id, name }) => ({ value: id, label: id === session.user.id ? `${name} (me)` : name }))}
          onChange={(assignee) => assign.mutate(assignee)}
          error={assign.isError ? `${assign.error.message} ${adviceFor(assign.error)}` : undefined}
        />
      ) : null}
    </div>
  );
}
