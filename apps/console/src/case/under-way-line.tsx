import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { formatMoney } from '../format/money.js';
import { absoluteTime, shortDateTime } from '../format/time.js';
import { entityWords, sentenceCase } from '../format/words.js';
import { useOfNow } from '../parts/now.js';
import { useViewer } from '../shell/viewer.js';
import { stepName } from './step-marks.js';
import { timeLeft, type UnderWay } from './under-way-plan.js';

const DOTS_MAX = 12;

/** One pattern that is under way, in a sentence; opened, its payments and what it waits for exactly. */
export function UnderWayLine({ one }: { readonly one: UnderWay }) {
  return (
    <li>
      <details className="under-way-one">
        <summary>
          <IconChevronRight size={13} className="under-way-open" aria-hidden />
          <span className="under-way-says">
            <strong title={one.title ?? undefined}>{sentenceCase(one.pattern_id)}</strong>
            <span className="muted"> on the {entityWords(one.on).toLowerCase()}:</span> {lowerFirst(one.says)}
          </span>
          <Dots taken={one.taken} missing={one.missing} />
          <Left until={one.until} />
        </summary>
        <Steps one={one} />
      </details>
    </li>
  );
}

/** How far along, at a glance; the sentence says it. */
function Dots({ taken, missing }: { readonly taken: number; readonly missing: number }) {
  const all = taken + missing;
  if (all > DOTS_MAX) return null;
  return (
    <span className="dots" aria-hidden>
      {Array.from({ length: all }, (_, index) => (
        <i key={index} className={index < taken ? 'dot dot-met' : 'dot'} />
      ))}
    </span>
  );
}

function Left({ until }: { readonly until: string | null }) {
  const { timeZone } = useViewer();
  const left = useOfNow((now) => timeLeft(until, now));
  if (until === null) return <span className="muted under-way-left">no time limit</span>;
  return (
    <time
      dateTime={until}
      title={`Until ${absoluteTime(Date.parse(until), timeZone)}`}
      className="num muted under-way-left"
    >
      {left}
    </time>
  );
}

function Steps({ one }: { readonly one: UnderWay }) {
  const { timeZone } = useViewer();
  return (
    <dl className="under-way-steps">
      {one.steps.map(({ step, events }) =>
        events.map((event, index) => (
          <div key={`${step} ${event.transaction_id}`}>
            <dt>{stepName(step, index, events.length)}</dt>
            <dd className="num">
              <span className="muted">{shortDateTime(Date.parse(event.occurred_at), timeZone)}</span>{' '}
              <Link to="/transactions/$transactionId" params={{ transactionId: event.transaction_id }}>
                {formatMoney(event.amount, event.currency)}
              </Link>
            </dd>
          </div>
        )),
      )}
      <Conditions says="waits for" of={one.waits_for} />
      <Conditions says="unless" of={one.unless} />
      <div>
        <dt>Pattern</dt>
        <dd>
          <Link to="/patterns/$patternId" params={{ patternId: one.pattern_id }} className="id-text">
            {one.pattern_id}
          </Link>{' '}
          <span className="muted">version {one.pattern_version}</span>
        </dd>
      </div>
    </dl>
  );
}

function Conditions({ says, of }: { readonly says: string; readonly of: UnderWay['waits_for'] }) {
  return of.map(({ step, condition }) => (
    <div key={step}>
      <dt className="muted">
        {sentenceCase(says)} {sentenceCase(step).toLowerCase()}
      </dt>
      <dd>{condition === null ? null : <code className="step-condition">{condition}</code>}</dd>
    </div>
  ));
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
