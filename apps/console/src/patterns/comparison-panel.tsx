import { entityWords } from '../format/words.js';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { DecisionSummary, PatternComparison } from '../api/contract.js';
import { comparisonQuery } from '../api/queries.js';
import { formatCount } from '../format/figures.js';
import { shortId } from '../format/identifier.js';
import { Identifier } from '../parts/identifier.js';
import { Money } from '../parts/money.js';
import { OutcomeBadge } from '../parts/outcome.js';
import { Empty, Failure, Loading, Panel } from '../parts/panel.js';
import { When } from '../parts/when.js';

/** What the version on trial found that the live one did not, and the other way round. */
export function ComparisonPanel({ patternId }: { readonly patternId: string }) {
  const query = useQuery(comparisonQuery(patternId));
  if (query.data === undefined) {
    return (
      <Panel title="Shadow against live">
        {query.isError ? (
          <Failure error={query.error} what="The comparison could not be loaded." retry={() => void query.refetch()} />
        ) : (
          <Loading rows={6} />
        )}
      </Panel>
    );
  }
  const { transactions, examples, shadow_version: shadow, live_version: live, since } = query.data;
  const shadowSays = `Shadow, version ${shadow}`;
  const liveSays = live === null ? 'Live: no version' : `Live, version ${live}`;
  return (
    <>
      <Panel
        title="Payments that completed a match"
        aside={
          <span className="muted panel-says">
            since <When at={since} />, test and live payments
          </span>
        }
        flush
      >
        <div className="tiles comparison-tiles">
          <Tile says={shadowSays} count={transactions.shadow} below="found by the trial" />
          <Tile says={liveSays} count={transactions.live} below="found by what counts now" />
          <Tile says="Both" count={transactions.both} below="the same payments" />
          <Tile says="Only shadow" count={transactions.shadow_only} below="what promoting adds" />
          <Tile says="Only live" count={transactions.live_only} below="what promoting loses" />
        </div>
      </Panel>
      <Examples
        title="Found only by the shadow version"
        examples={examples.shadow_only}
        count={transactions.shadow_only}
        none="The trial has found nothing that the live version did not."
      />
      {live === null ? null : (
        <Examples
          title="Found only by the live version"
          examples={examples.live_only}
          count={transactions.live_only}
          none="The trial has missed nothing that the live version found."
        />
      )}
    </>
  );
}

function Tile({ says, count, below }: { readonly says: string; readonly count: number; readonly below: string }) {
  return (
    <div className="tile">
      <div className="tile-says">{says}</div>
      <div className="tile-line">
        <span className="tile-value num">{formatCount(count)}</span>
      </div>
      <div className="tile-below">{below}</div>
    </div>
  );
}

interface ExamplesProps {
  readonly title: string;
  readonly examples: PatternComparison['examples']['live_only'];
  readonly count: number;
  readonly none: string;
}

function Examples({ title, examples, count, none }: ExamplesProps) {
  return (
    <Panel
      title={title}
      aside={
        count > examples.length ? (
          <span className="muted panel-says num">
            the newest {examples.length} of {formatCount(count)}
          </span>
        ) : null
      }
      flush
    >
      {examples.length === 0 ? (
        <Empty title={none} />
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th>When</th>
              <th>Transaction</th>
              <th className="right">Amount</th>
              <th>Outcome</th>
              <th>Entity</th>
              <th>Data</th>
            </tr>
          </thead>
          <tbody>
            {examples.map((example) => (
              <tr key={example.transaction_id}>
                <td>
                  <When at={example.occurred_at} />
                </td>
                <td>
                  <Link
                    to="/transactions/$transactionId"
                    params={{ transactionId: example.transaction_id }}
                    search={{ mode: example.livemode ? 'live' : 'test' }}
                    className="id-text trace-link"
                  >
                    {shortId(example.transaction_id)}
                  </Link>
                </td>
                <td className="right">
                  <Money amount={example.amount} currency={example.currency} strong />
                </td>
                <td>
                  <OutcomeBadge outcome={example.outcome as DecisionSummary['outcome']} />
                </td>
                <td>
                  <span className="muted">{entityWords(example.entity.type)}</span>{' '}
                  <Identifier value={example.entity.id} />
                </td>
                <td className="muted">{example.livemode ? 'Live' : 'Test'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
