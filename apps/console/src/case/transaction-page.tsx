import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi, useNavigate, useRouter } from '@tanstack/react-router';
import { IconArrowLeft } from '@tabler/icons-react';
import { decisionQuery } from '../api/queries.js';
import { useCommands } from '../keyboard/use-commands.js';
import { shortId } from '../format/identifier.js';
import { Identifier } from '../parts/identifier.js';
import { OutcomeCourse } from '../parts/outcome.js';
import { Failure } from '../parts/panel.js';
import { When } from '../parts/when.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { DetailSkeleton, DetailView } from './detail-view.js';

const route = getRouteApi('/transactions/$transactionId');

/** A decision that nobody has to look at, with everything that is known about it. */
export function TransactionPage() {
  const { transactionId } = route.useParams();
  usePageTitle(`Transaction ${shortId(transactionId)}`);
  const router = useRouter();
  const navigate = useNavigate();
  const detail = useQuery(decisionQuery(transactionId));
  const back = (): void => {
    if (router.history.canGoBack()) router.history.back();
    else void navigate({ to: '/live' });
  };
  const caseId = detail.data?.summary.case_id;
  useCommands({
    back,
    ...(caseId === undefined ? {} : { open: () => void navigate({ to: '/cases/$caseId', params: { caseId } }) }),
  });

  if (detail.data === undefined) {
    if (!detail.isError) return <DetailSkeleton />;
    return (
      <div className="page-middle">
        <Failure
          error={detail.error}
          what={`The transaction ${shortId(transactionId)} could not be loaded.`}
          retry={() => void detail.refetch()}
        />
      </div>
    );
  }
  const { summary } = detail.data;
  return (
    <>
      <header className="case-head">
        <button type="button" className="icon-button" onClick={back} aria-label="Back" title="Back (Esc)">
          <IconArrowLeft size={16} />
        </button>
        <h1>
          Transaction <Identifier value={summary.transaction_id} />
        </h1>
        <OutcomeCourse decision={summary} />
        <span className="muted">
          <When at={summary.decided_at} />
        </span>
        <span className="spring" />
        {caseId === undefined ? null : (
          <Link to="/cases/$caseId" params={{ caseId }} className="link-button">
            Open its case <kbd>↵</kbd>
          </Link>
        )}
      </header>
      <DetailView detail={detail.data} />
    </>
  );
}
