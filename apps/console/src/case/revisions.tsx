import { Link } from '@tanstack/react-router';
import type { DecisionDetail } from '../api/contract.js';
import { absoluteTime, clockTime, dateOnly, shortDateTime } from '../format/time.js';
import { Panel } from '../parts/panel.js';
import { useViewer } from '../shell/viewer.js';
import { revisionWords } from './revision-words.js';

/** Why the decision is another than the client was told: each thing that became known later, oldest first. */
export function Revisions({ detail }: { readonly detail: DecisionDetail }) {
  const { revisions, summary } = detail;
  if (revisions.length === 0) return null;
  return (
    <Panel title="Revised since the answer">
      <ol className="revisions">
        {revisions.map((revision) => (
          <li key={revision.id}>
            <Sentence revision={revision} decidedAt={summary.decided_at} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

type Revision = DecisionDetail['revisions'][number];

function Sentence({ revision, decidedAt }: { readonly revision: Revision; readonly decidedAt: string }) {
  const { timeZone } = useViewer();
  const { cause, did, outcome } = revisionWords(revision);
  const atMs = Date.parse(revision.at);
  const sameDay = dateOnly(atMs, timeZone) === dateOnly(Date.parse(decidedAt), timeZone);
  const id = revision.late_transaction_id;
  return (
    <>
      Revised{' '}
      <time dateTime={revision.at} title={absoluteTime(atMs, timeZone)} className="num">
        {sameDay ? clockTime(atMs, timeZone) : shortDateTime(atMs, timeZone)}
      </time>
      :{' '}
      {id === undefined ? (
        cause
      ) : (
        <Link to="/transactions/$transactionId" params={{ transactionId: id }}>
          {cause}
        </Link>
      )}
      {did.startsWith(',') ? '' : ' '}
      {did}: <strong>{outcome}</strong>
    </>
  );
}
