import { IconLink } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { DecisionDetail, MatchView } from '../api/contract.js';
import { shortId } from '../format/identifier.js';
import { formatMoney } from '../format/money.js';
import { shortDateTime } from '../format/time.js';
import { ENTITY_WORDS, sentenceCase } from '../format/words.js';
import { Identifier } from '../parts/identifier.js';
import { Panel } from '../parts/panel.js';
import { useViewer } from '../shell/viewer.js';
import { matchedCurrency } from './currency-of.js';

const EVENTS_SHOWN = 6;

/** The patterns that were met, step by step, with the events that met them. Absent without a match. */
export function Matches({ detail }: { readonly detail: DecisionDetail }) {
  if (detail.matches.length === 0) return null;
  return (
    <Panel title={detail.matches.length === 1 ? 'Pattern met' : `${detail.matches.length} patterns met`}>
      {detail.matches.map((match) => (
        <Match key={`${match.pattern_id} ${match.entity.type} ${match.entity.id}`} match={match} detail={detail} />
      ))}
    </Panel>
  );
}

interface MatchProps {
  readonly match: MatchView;
  readonly detail: DecisionDetail;
}

function Match({ match, detail }: MatchProps) {
  const { timeZone } = useViewer();
  return (
    <div className="match">
      <div className="match-head">
        <IconLink size={14} aria-hidden />
        <strong>{sentenceCase(match.pattern_id)}</strong>
        <span className="muted">
          version {match.pattern_version} · on the {ENTITY_WORDS[match.entity.type].toLowerCase()}
        </span>
        <Identifier value={match.entity.id} />
      </div>
      <ol className="steps">
        {match.steps.map(({ step, events }, index) => (
          <li key={step} className="step">
            <span className="step-number num">{index + 1}</span>
            <div>
              <div className="step-name">
                {sentenceCase(step)}
                {events.length > 1 ? <span className="muted num"> × {events.length}</span> : null}
              </div>
              {events.slice(0, EVENTS_SHOWN).map((event) => (
                <div key={event.transaction_id} className="step-event num">
                  <span className="muted">{shortDateTime(Date.parse(event.occurred_at), timeZone)}</span>
                  {event.transaction_id === detail.transaction.id ? (
                    <span>{amountOf(detail, match, event)} · this one</span>
                  ) : (
                    <Link to="/transactions/$transactionId" params={{ transactionId: event.transaction_id }}>
                      {amountOf(detail, match, event)}
                    </Link>
                  )}
                </div>
              ))}
              {events.length > EVENTS_SHOWN ? (
                <div className="muted step-event">and {events.length - EVENTS_SHOWN} more</div>
              ) : null}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}

type MatchedEvent = MatchView['steps'][number]['events'][number];

function amountOf(detail: DecisionDetail, match: MatchView, event: MatchedEvent): string {
  const currency = matchedCurrency(detail, match, event);
  return currency === undefined ? shortId(event.transaction_id) : formatMoney(event.amount, currency);
}
