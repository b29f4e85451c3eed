import type { ModelCounts, ModelList } from '../api/contract.js';
import { Panel } from '../parts/panel.js';
import { decisionsOf, othersOf } from './decisions-of.js';
import { named } from './model-deeds.js';

/** Which model's probability decides. */
export function AnswersPanel({
  list: { champion, tier2, items },
  counts,
}: {
  readonly list: ModelList;
  readonly counts: readonly ModelCounts[];
}) {
  const others = othersOf(counts, new Set(items.map(({ name, version }) => `${name}@${version}`)));
  return (
    <Panel title="What answers">
      <dl className="answers">
        <dt>Every payment</dt>
        <dd>{champion === null ? 'The default of the installation' : <strong>{named(champion)}</strong>}</dd>
        <dt>Grey zone</dt>
        <dd>
          {tier2 === null ? (
            <span className="muted">No second model is asked</span>
          ) : (
            <>
              <strong>{named(tier2)}</strong>{' '}
              <span className="muted num">
                where the probability is {tier2.grey_zone.from} to {tier2.grey_zone.to}
              </span>
            </>
          )}
        </dd>
        <dt>No answer in time</dt>
        <dd className="muted">The rules decide alone, and the decision says so</dd>
        {others.length === 0 ? null : (
          <>
            <dt>Others, 30 days</dt>
            <dd>
              {others.map((id) => (
                <div key={id}>
                  <span className="id-text">{id}</span>{' '}
                  <span className="muted num">{decisionsOf(counts, id).month.toLocaleString()} decisions</span>
                </div>
              ))}
            </dd>
          </>
        )}
      </dl>
    </Panel>
  );
}
