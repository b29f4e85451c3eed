import { SegmentedControl } from '@mantine/core';
import { IconFlag } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { DecisionDetail, TimelineItem } from '../api/contract.js';
import { shortDateTime } from '../format/time.js';
import { VERDICT_WORDS, eventWords } from '../format/words.js';
import { Identifier } from '../parts/identifier.js';
import { LateMark } from '../parts/late-mark.js';
import { Money } from '../parts/money.js';
import { OutcomeCourse } from '../parts/outcome.js';
import { Empty, Panel } from '../parts/panel.js';
import { useViewer } from '../shell/viewer.js';
import { Elsewhere } from './elsewhere.js';
import { isLit } from './highlight.js';
import { marksOf, type StepMark } from './step-marks.js';
import { StepTags } from './step-tags.js';
import { TimelineChart } from './timeline-chart.js';
import { SPANS, spanFor, within } from './timeline-plan.js';

interface TimelineProps {
  readonly detail: DecisionDetail;
  /** The match that stands out. */
  readonly lit: number | undefined;
}

/** The account's recent transactions: drawn with sessions and matched steps, and as a list, newest first. */
export function Timeline({ detail, lit }: TimelineProps) {
  const { timeline, matches } = detail;
  const fitting = useMemo(
    () => (timeline.length === 0 ? SPANS.at(-1)! : spanFor(timeline, matches)),
    [timeline, matches],
  );
  const [chosen, setChosen] = useState<string>();
  const span = SPANS.find(({ says }) => says === chosen) ?? fitting;
  const shown = useMemo(() => within(timeline, span), [timeline, span]);
  const marks = useMemo(() => marksOf(matches), [matches]);
  if (timeline.length === 0) {
    return (
      <Panel title="Timeline of the account">
        <Empty title="No other transactions of this account are kept" />
      </Panel>
    );
  }
  const newestFirst = shown.toReversed();
  return (
    <Panel
      title="Timeline of the account"
      flush
      aside={
        <SegmentedControl
          aria-label="How far back"
          value={span.says}
          data={SPANS.map(({ says }) => says)}
          onChange={setChosen}
        />
      }
    >
      <TimelineChart items={shown} matches={matches} lit={lit} />
      <table className="table">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Outcome</th>
            <th scope="col" className="right">
              Amount
            </th>
            <th scope="col" className="right">
              Score
            </th>
            <th scope="col">Merchant</th>
            <th scope="col">Later</th>
          </tr>
        </thead>
        <tbody>
          {newestFirst.map((item) => (
            <Item key={item.transaction_id} item={item} marks={marks.get(item.transaction_id) ?? []} lit={lit} />
          ))}
        </tbody>
      </table>
      <Elsewhere detail={detail} marks={marks} lit={lit} />
    </Panel>
  );
}

interface ItemProps {
  readonly item: TimelineItem;
  readonly marks: readonly StepMark[];
  readonly lit: number | undefined;
}

function Item({ item, marks, lit }: ItemProps) {
  const { timeZone } = useViewer();
  const labels = item.labels.filter(({ in_force }) => in_force);
  const when = shortDateTime(Date.parse(item.occurred_at), timeZone);
  return (
    <tr
      className={`${item.current ? 'current' : ''}${isLit(marks, lit) ? ' lit' : ''}`}
      aria-current={item.current ? 'true' : undefined}
    >
      <td className="num">
        {item.current ? (
          <strong>{when}</strong>
        ) : (
          <Link to="/transactions/$transactionId" params={{ transactionId: item.transaction_id }}>
            {when}
          </Link>
        )}
        <StepTags marks={marks} lit={lit} />
        <LateMark late={item.late} />
      </td>
      <td>
        <OutcomeCourse decision={item} />
      </td>
      <td className="right">
        <Money amount={item.amount} currency={item.currency} />
      </td>
      <td className="right num">{item.score}</td>
      <td>
        {item.merchant_id === undefined ? <span className="muted">–</span> : <Identifier value={item.merchant_id} />}
      </td>
      <td>
        {labels.map((label) => (
          <span key={label.id} className={`label label-${label.verdict}`} title={VERDICT_WORDS[label.verdict]}>
            <IconFlag size={12} aria-hidden /> {eventWords(label.event)}
          </span>
        ))}
        {labels.length === 0 && item.transaction_outcome === 'declined' ? (
          <span className="muted">Issuer declined</span>
        ) : null}
      </td>
    </tr>
  );
}
