import { SegmentedControl } from '@mantine/core';
import { IconFlag } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { DecisionDetail, TimelineItem } from '../api/contract.js';
import { shortDateTime } from '../format/time.js';
import { VERDICT_WORDS, eventWords } from '../format/words.js';
import { Identifier } from '../parts/identifier.js';
import { Money } from '../parts/money.js';
import { OutcomeCourse } from '../parts/outcome.js';
import { Empty, Panel } from '../parts/panel.js';
import { useViewer } from '../shell/viewer.js';
import { labelsInForce } from './labels-in-force.js';
import { TimelineChart } from './timeline-chart.js';
import { SPANS, spanFor, stepsOf, within } from './timeline-plan.js';

/** The account's recent transactions: drawn with sessions and matched steps, and as a list, newest first. */
export function Timeline({ detail }: { readonly detail: DecisionDetail }) {
  const { timeline, matches } = detail;
  const fitting = useMemo(
    () => (timeline.length === 0 ? SPANS.at(-1)! : spanFor(timeline, matches)),
    [timeline, matches],
  );
  const [chosen, setChosen] = useState<string>();
  const span = SPANS.find(({ says }) => says === chosen) ?? fitting;
  const shown = useMemo(() => within(timeline, span), [timeline, span]);
  const steps = useMemo(() => stepsOf(matches), [matches]);
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
      <TimelineChart items={shown} matches={matches} />
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
            <Item key={item.transaction_id} item={item} step={steps.get(item.transaction_id)} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Item({ item, step }: { readonly item: TimelineItem; readonly step: string | undefined }) {
  const { timeZone } = useViewer();
  const labels = labelsInForce(item.labels);
  const when = shortDateTime(Date.parse(item.occurred_at), timeZone);
  return (
    <tr className={item.current ? 'current' : ''} aria-current={item.current ? 'true' : undefined}>
      <td className="num">
        {item.current ? (
          <strong>{when}</strong>
        ) : (
          <Link to="/transactions/$transactionId" params={{ transactionId: item.transaction_id }}>
            {when}
          </Link>
        )}
        {step === undefined ? null : (
          <span className="step-tag num" title="Step of the pattern that it met">
            {step}
          </span>
        )}
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
