import { IconLink } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { DecisionDetail, MatchView } from '../api/contract.js';
import { shortId } from '../format/identifier.js';
import { formatMoney } from '../format/money.js';
import { shortDateTime } from '../format/time.js';
import { entityWords, sentenceCase } from '../format/words.js';
import { Identifier } from '../parts/identifier.js';
import { Panel } from '../parts/panel.js';
import { useViewer } from '../shell/viewer.js';
import { matchedCurrency } from './currency-of.js';
import type { Highlight } from './highlight.js';
import { letterOf } from './step-marks.js';

const EVENTS_SHOWN = 6;

interface MatchesProps {
  readonly detail: DecisionDetail;
  readonly highlight: Highlight;
}

/** The patterns that were met, step by step, with the events that met them. Absent without a match. */
export function Matches({ detail, highlight }: MatchesProps) {
  if (detail.matches.length === 0) return null;
  return (
    <Panel title={detail.matches.length === 1 ? 'Pattern met' : `${detail.matches.length} patterns met`}>
      {detail.matches.map((match, index) => (
        <Match key={index} match={match} index={index} detail={detail} highlight={highlight} />
      ))}
    </Panel>
  );
}

interface MatchProps extends MatchesProps {
  readonly match: MatchView;
  readonly index: number;
}

function Match({ match, index, detail, highlight }: MatchProps) {
  const letter = letterOf(index, detail.matches.length);
  return (
    <div
      className={highlight.lit === index ? 'match lit' : 'match'}
      onMouseEnter={() => highlight.pointAt(index)}
      onMouseLeave={() => highlight.pointAt(undefined)}
    >
      <div className="match-head">
        <button
          type="button"
          className="match-pick"
          aria-pressed={highlight.chosen === index}
          title="Highlight its payments in the timeline"
          onClick={() => highlight.toggle(index)}
          onFocus={() => highlight.pointAt(index)}
          onBlur={() => highlight.pointAt(undefined)}
        >
          {letter === '' ? <IconLink size={14} aria-hidden /> : <span className="match-letter">{letter}</span>}
          <strong>{sentenceCase(match.pattern_id)}</strong>
        </button>
        <span className="muted">
          version {match.pattern_version} · on the {entityWords(match.entity.type).toLowerCase()}
        </span>
        <Identifier value={match.entity.id} />
      </div>
      <ol className="steps">
        {match.steps.map((step, stepIndex) => (
          <Step key={step.step} step={step} number={stepIndex + 1} match={match} detail={detail} />
        ))}
      </ol>
    </div>
  );
}

interface StepProps {
  readonly step: MatchView['steps'][number];
  readonly number: number;
  readonly match: MatchView;
  readonly detail: DecisionDetail;
}

function Step({ step: { step, events }, number, match, detail }: StepProps) {
  return (
    <li className="step">
      <span className="step-number num">{number}</span>
      <div>
        <div className="step-name">
          {sentenceCase(step)}
          {events.length > 1 ? <span className="muted num"> × {events.length}</span> : null}
        </div>
        {events.slice(0, EVENTS_SHOWN).map((event) => (
          <StepEvent key={event.transaction_id} event={event} match={match} detail={detail} />
        ))}
        {events.length > EVENTS_SHOWN ? (
          <div className="muted step-event">and {events.length - EVENTS_SHOWN} more</div>
        ) : null}
      </div>
    </li>
  );
}

interface StepEventProps {
  readonly event: MatchedEvent;
  readonly match: MatchView;
  readonly detail: DecisionDetail;
}

function StepEvent({ event, match, detail }: StepEventProps) {
  const { timeZone } = useViewer();
  const amount = amountOf(detail, match, event);
  const other = detail.elsewhere.find((item) => item.transaction_id === event.transaction_id)?.account_id;
  const isOthers = other !== undefined && other !== detail.transaction.account?.id;
  return (
    <div className="step-event num">
      <span className="muted">{shortDateTime(Date.parse(event.occurred_at), timeZone)}</span>
      {event.transaction_id === detail.transaction.id ? (
        <span>{amount} · this one</span>
      ) : (
        <Link to="/transactions/$transactionId" params={{ transactionId: event.transaction_id }}>
          {amount}
        </Link>
      )}
      {isOthers ? <span className="muted">by {shortId(other)}</span> : null}
    </div>
  );
}

type MatchedEvent = MatchView['steps'][number]['events'][number];

function amountOf(detail: DecisionDetail, match: MatchView, event: MatchedEvent): string {
  const currency = matchedCurrency(detail, match, event);
  return currency === undefined ? shortId(event.transaction_id) : formatMoney(event.amount, currency);
}
