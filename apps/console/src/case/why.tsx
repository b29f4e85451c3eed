import type { ReactNode } from 'react';
import type { ConsoleReason, DecisionDetail } from '../api/contract.js';
import { formatFigure } from '../format/figures.js';
import { REASON_KIND_WORDS } from '../format/words.js';
import { Empty, Panel } from '../parts/panel.js';
import { Course } from './course.js';
import { Waterfall } from './waterfall.js';

/** Why: the reasons as policy and patterns gave them, then how far each feature moved the score. */
export function Why({ detail }: { readonly detail: DecisionDetail }) {
  const { explanation, features, summary, transaction } = detail;
  const plotOf = (name: string): ReactNode => {
    const feature = features.find((each) => each.name === name);
    return feature === undefined ? null : <Course feature={feature} currency={transaction.currency} />;
  };
  // What the model saw is told by the waterfall, in full.
  const reasons = detail.reasons.filter(({ kind }) => kind !== 'model' || explanation.steps.length === 0);
  return (
    <Panel title="Why">
      {reasons.length > 0 ? (
        <ol className="reasons">
          {reasons.map((reason) => (
            <Reason key={`${reason.kind} ${reason.code}`} reason={reason} />
          ))}
        </ol>
      ) : explanation.steps.length === 0 ? (
        <Empty title="Nothing unusual stood out" />
      ) : null}
      <Waterfall explanation={explanation} score={summary.score} plotOf={plotOf} />
    </Panel>
  );
}

function Reason({ reason }: { readonly reason: ConsoleReason }) {
  return (
    <li className="reason">
      <span className={`kind kind-${reason.kind}`}>{REASON_KIND_WORDS[reason.kind]}</span>
      <span className="reason-text">
        {reason.text}
        {reason.detail === undefined ? null : <span className="muted reason-detail">{reason.detail}</span>}
      </span>
      <Weight reason={reason} />
    </li>
  );
}

/** A rule holds or doesn't; a pattern has a risk. */
function Weight({ reason: { kind, weight } }: { readonly reason: ConsoleReason }) {
  return kind === 'pattern' ? <span className="num muted">risk {formatFigure(weight)}</span> : null;
}
