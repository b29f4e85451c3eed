import type { ModelList } from '../api/contract.js';
import { Panel } from '../parts/panel.js';
import { named } from './model-deeds.js';

/** Which model's probability decides. */
export function AnswersPanel({ list: { champion, tier2 } }: { readonly list: ModelList }) {
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
      </dl>
    </Panel>
  );
}
