import { Link } from '@tanstack/react-router';
import type { DecisionDetail } from '../api/contract.js';
import { shortDateTime } from '../format/time.js';
import { Identifier } from '../parts/identifier.js';
import { Money } from '../parts/money.js';
import { OutcomeCourse } from '../parts/outcome.js';
import { useViewer } from '../shell/viewer.js';
import { isLit } from './highlight.js';
import type { StepMark } from './step-marks.js';
import { StepTags } from './step-tags.js';

interface ElsewhereProps {
  readonly detail: DecisionDetail;
  readonly marks: ReadonlyMap<string, readonly StepMark[]>;
  readonly lit: number | undefined;
}

/** The matched payments that are not on the account's timeline: of other accounts, or from before it. Absent without. */
export function Elsewhere({ detail, marks, lit }: ElsewhereProps) {
  const { timeZone } = useViewer();
  const { elsewhere, transaction } = detail;
  if (elsewhere.length === 0) return null;
  const others = elsewhere.every(({ account_id: account }) => account !== transaction.account?.id);
  return (
    <section className="elsewhere" aria-label="Matched payments elsewhere">
      <h3>{others ? 'Matched payments of other accounts' : 'Matched payments of other accounts, or older'}</h3>
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
            <th scope="col">Account</th>
          </tr>
        </thead>
        <tbody>
          {elsewhere.toReversed().map((item) => {
            const own = marks.get(item.transaction_id) ?? [];
            return (
              <tr key={item.transaction_id} className={isLit(own, lit) ? 'lit' : ''}>
                <td className="num">
                  <Link to="/transactions/$transactionId" params={{ transactionId: item.transaction_id }}>
                    {shortDateTime(Date.parse(item.occurred_at), timeZone)}
                  </Link>
                  <StepTags marks={own} lit={lit} />
                </td>
                <td>
                  <OutcomeCourse decision={item} />
                </td>
                <td className="right">
                  <Money amount={item.amount} currency={item.currency} />
                </td>
                <td className="right num">{item.score}</td>
                <td>
                  <Identifier value={item.account_id} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
