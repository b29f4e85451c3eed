import type { ConsoleReason, DecisionDetail, FeatureView } from '../api/contract.js';
import { formatContribution, formatFigure } from '../format/figures.js';
import { REASON_KIND_WORDS } from '../format/words.js';
import { Empty, Panel } from '../parts/panel.js';

const SHOWN = 8;

/** Why: the reasons as the policy and the model gave them, then how far each feature pushed the score. */
export function Why({ detail }: { readonly detail: DecisionDetail }) {
  const { reasons, features } = detail;
  const pushing = features.filter(({ contribution }) => contribution !== undefined && Math.abs(contribution) >= 0.005);
  return (
    <Panel title="Why">
      {reasons.length === 0 ? (
        <Empty title="Nothing unusual stood out" />
      ) : (
        <ol className="reasons">
          {reasons.map((reason) => (
            <Reason key={`${reason.kind} ${reason.code}`} reason={reason} />
          ))}
        </ol>
      )}
      {pushing.length > 0 ? (
        <Pushes features={pushing.slice(0, SHOWN)} more={pushing.length - SHOWN} />
      ) : detail.summary.probability === null ? (
        <p className="muted why-model">No model answered, so there are no contributions of features.</p>
      ) : null}
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

/** A rule holds or doesn't; a pattern has a risk, and what the model saw has moved the score. */
function Weight({ reason: { kind, weight } }: { readonly reason: ConsoleReason }) {
  if (kind === 'pattern') return <span className="num muted">risk {formatFigure(weight)}</span>;
  if (kind !== 'model') return null;
  return (
    <span className="num muted" title="How far it moved the score (log-odds)">
      {formatContribution(weight)}
    </span>
  );
}

function Pushes({ features, more }: { readonly features: readonly FeatureView[]; readonly more: number }) {
  const largest = Math.max(...features.map(({ contribution = 0 }) => Math.abs(contribution)));
  return (
    <div className="pushes">
      <div className="pushes-head">
        <h3>What moved the score</h3>
        <span className="muted">
          <span className="text-ok">◀ safer</span> <span className="text-bad">riskier ▶</span>
        </span>
      </div>
      {features.map((feature) => (
        <Push key={feature.name} feature={feature} largest={largest} />
      ))}
      {more > 0 ? <p className="muted">and {more} more under “All features”</p> : null}
    </div>
  );
}

function Push({ feature, largest }: { readonly feature: FeatureView; readonly largest: number }) {
  const { contribution = 0 } = feature;
  const width = `${(Math.abs(contribution) / largest) * 50}%`;
  const risky = contribution > 0;
  return (
    <div className="push" title={feature.label}>
      <span className="push-text">{feature.sentence}</span>
      <span className="push-track" aria-hidden>
        <span
          className={`push-bar fill-${risky ? 'bad' : 'ok'}`}
          style={risky ? { left: '50%', width } : { right: '50%', width }}
        />
      </span>
      <span className={`num push-value text-${risky ? 'bad' : 'ok'}`}>{formatContribution(contribution)}</span>
    </div>
  );
}
