import { IconExternalLink } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import type { DecisionDetail, EntityView, RungDecision } from '../api/contract.js';
import { formatMoney } from '../format/money.js';
import { absoluteTime, dateOnly, longDuration } from '../format/time.js';
import { entityWords, LABEL_SOURCE_WORDS, VERDICT_WORDS, eventWords, sentenceCase } from '../format/words.js';
import { Identifier } from '../parts/identifier.js';
import { OutcomeBadge, RungBadge } from '../parts/outcome.js';
import { Panel } from '../parts/panel.js';
import { When } from '../parts/when.js';
import { useViewer } from '../shell/viewer.js';
import { sessionCurrency } from './currency-of.js';

/** Who, where and how: everything that is looked up rather than read. */
export function Facts({ detail }: { readonly detail: DecisionDetail }) {
  return (
    <>
      <Entities detail={detail} />
      <Labels detail={detail} />
      <HowDecided detail={detail} />
      <Attributes detail={detail} />
    </>
  );
}

function Entities({ detail }: { readonly detail: DecisionDetail }) {
  const { transaction } = detail;
  const seen = new Map(detail.entities.map((entity) => [entity.type, entity]));
  const cards: readonly {
    type: EntityView['type'];
    id: string | undefined;
    facts: readonly (ReactNode | undefined)[];
  }[] = [
    {
      type: 'account',
      id: transaction.account?.id,
      facts: [
        transaction.account?.created_at === undefined ? undefined : (
          <Opened key="opened" at={transaction.account.created_at} />
        ),
        transaction.account?.email,
      ],
    },
    {
      type: 'card',
      id: transaction.card?.fingerprint,
      facts: [
        transaction.card?.bin === undefined ? undefined : `BIN ${transaction.card.bin}`,
        transaction.card?.country === undefined ? undefined : countryName(transaction.card.country),
      ],
    },
    { type: 'device', id: transaction.device?.id, facts: [] },
    {
      type: 'ip',
      id: transaction.device?.ip,
      facts: [],
    },
    {
      type: 'merchant',
      id: transaction.merchant?.id,
      facts: [
        transaction.merchant?.mcc === undefined ? undefined : `Category ${transaction.merchant.mcc}`,
        transaction.merchant?.country === undefined ? undefined : countryName(transaction.merchant.country),
      ],
    },
  ];
  const builtIn = new Set(cards.map(({ type }) => type));
  const declared = detail.entities.filter(({ type }) => !builtIn.has(type));
  return (
    <Panel title="Who and where">
      {cards.map(({ type, id, facts }) =>
        id === undefined ? null : (
          <Entity
            key={type}
            type={type}
            id={id}
            facts={facts.filter((fact) => fact !== undefined)}
            seen={seen.get(type)}
            currency={sessionCurrency(detail, type)}
          />
        ),
      )}
      {declared.map((entity) => (
        <Entity
          key={entity.type}
          type={entity.type}
          id={entity.name}
          facts={[]}
          seen={entity}
          currency={sessionCurrency(detail, entity.type)}
        />
      ))}
    </Panel>
  );
}

interface EntityProps {
  readonly type: EntityView['type'];
  /** Undefined where it was declared otherwise when the payment came: then nothing says what it was made of. */
  readonly id: string | undefined;
  readonly facts: readonly ReactNode[];
  readonly seen: EntityView | undefined;
  /** Of its session, where that is known. */
  readonly currency: string | undefined;
}

function Entity({ type, id, facts, seen, currency }: EntityProps) {
  return (
    <div className="entity">
      <div className="entity-type">{entityWords(type)}</div>
      {id === undefined ? (
        <div className="muted">As it was declared when the payment came</div>
      ) : (
        <Identifier value={id}>
          <Link to="/live" search={{ q: id }} title={`All decisions of ${id}`}>
            {id}
          </Link>
        </Identifier>
      )}
      {facts.length === 0 ? null : (
        <div className="muted entity-facts">
          {facts.map((fact, index) => (
            <span key={index}>{fact}</span>
          ))}
        </div>
      )}
      {seen?.session === undefined ? null : <Session session={seen.session} currency={currency} />}
      {seen?.truncated === true ? (
        <div className="muted">More history than is kept: some figures leave part of it out</div>
      ) : null}
      {seen?.approximate === true ? (
        <div className="muted">Long history: figures that reach far back are close estimates</div>
      ) : null}
    </div>
  );
}

function Session({
  session,
  currency,
}: {
  readonly session: NonNullable<EntityView['session']>;
  readonly currency: string | undefined;
}) {
  const amount = currency === undefined ? '' : `, ${formatMoney(session.amount, currency)}`;
  const lasted = Date.parse(session.last_at) - Date.parse(session.started_at);
  return (
    <div className="entity-session num">
      {session.count === 1
        ? 'First of its session'
        : `Session: ${session.count} transactions in ${longDuration(lasted)}${amount}`}
    </div>
  );
}

function Opened({ at }: { readonly at: string }) {
  const { timeZone } = useViewer();
  return <span title={absoluteTime(Date.parse(at), timeZone)}>opened {dateOnly(Date.parse(at), timeZone)}</span>;
}

function Labels({ detail }: { readonly detail: DecisionDetail }) {
  if (detail.labels.length === 0) return null;
  return (
    <Panel title="What became known">
      {detail.labels.map((label) => (
        <div key={label.id} className="known">
          <div>
            {label.verdict === 'unknown' ? null : label.in_force ? (
              <span className={`label label-${label.verdict}`}>{VERDICT_WORDS[label.verdict]}</span>
            ) : (
              <s className="label label-unknown">{VERDICT_WORDS[label.verdict]}</s>
            )}{' '}
            {eventWords(label.event)}
          </div>
          <div className="muted">
            {label.actor?.name ?? LABEL_SOURCE_WORDS[label.source]} · <When at={label.known_at} />
          </div>
          {label.note === undefined ? null : <div className="known-note">{label.note}</div>}
        </div>
      ))}
    </Panel>
  );
}

function Attributes({ detail }: { readonly detail: DecisionDetail }) {
  const { location, attributes } = detail.transaction;
  const sent = Object.entries(attributes);
  if (location === undefined && sent.length === 0) return null;
  return (
    <Panel title="Sent with it">
      <dl className="pairs">
        {location === undefined ? null : (
          <>
            <dt>Place</dt>
            <dd className="num">
              {location.lat.toFixed(3)}, {location.lon.toFixed(3)}
            </dd>
          </>
        )}
        {sent.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{sentenceCase(name)}</dt>
            <dd className="attribute">{typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)}</dd>
          </Fragment>
        ))}
      </dl>
    </Panel>
  );
}

function HowDecided({ detail }: { readonly detail: DecisionDetail }) {
  const { answered, latest } = detail.decision;
  const { session } = useViewer();
  const traceUrl = session.trace_url_template?.replace('{trace_id}', encodeURIComponent(detail.trace_id));
  return (
    <Panel title="How it was decided">
      {detail.summary.revised ? (
        <>
          <h3>What the client was told</h3>
          <Rung decision={answered} />
          <h3>The latest result</h3>
          <Rung decision={latest} />
        </>
      ) : (
        <Rung decision={latest} />
      )}
      <dl className="pairs">
        <dt>Transaction</dt>
        <dd>
          <Identifier value={detail.transaction.id} />
        </dd>
        <dt>Your id</dt>
        <dd>
          <Identifier value={detail.transaction.external_id} />
        </dd>
        {detail.trace_id === '' ? null : (
          <>
            <dt>Trace</dt>
            <dd>
              <Identifier value={detail.trace_id} />
              {traceUrl === undefined || !/^https?:/.test(traceUrl) ? null : (
                <a
                  href={traceUrl}
                  target="_blank"
                  rel="noreferrer"
                  className="icon-button icon-small"
                  aria-label="Open the trace"
                  title="Open the trace"
                >
                  <IconExternalLink size={14} aria-hidden />
                </a>
              )}
            </dd>
          </>
        )}
      </dl>
    </Panel>
  );
}

function Rung({ decision }: { readonly decision: RungDecision }) {
  return (
    <dl className="pairs">
      <dt>Outcome</dt>
      <dd>
        <OutcomeBadge outcome={decision.outcome} />
      </dd>
      <dt>Score</dt>
      <dd className="num">{decision.score}</dd>
      <dt>Answer</dt>
      <dd>
        <RungBadge rung={decision.answered_by} />
      </dd>
      <dt>Policy</dt>
      <dd className="num">version {decision.policy.version}</dd>
      <dt>Model</dt>
      <dd>
        {decision.model === null ? <span className="muted">none</span> : <Identifier value={decision.model.id} />}
      </dd>
      <dt>Took</dt>
      <dd className="num">{decision.latency_ms} ms</dd>
    </dl>
  );
}

const COUNTRIES = new Intl.DisplayNames(['en'], { type: 'region' });

function countryName(code: string): string {
  try {
    return COUNTRIES.of(code) ?? code;
  } catch {
    return code;
  }
}
