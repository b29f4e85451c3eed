import type { DecisionDetail } from '../api/contract.js';
import { useHighlight } from './highlight.js';
import { Matches } from './matches.js';
import { Revisions } from './revisions.js';
import { Timeline } from './timeline.js';
import { UnderWayPanel } from './under-way-panel.js';
import { Why } from './why.js';

interface OverviewProps {
  readonly detail: DecisionDetail;
  /** Whether what goes on now matters: to who decides a case, not to who looks at an old payment. */
  readonly underWay: boolean;
}

/** Why it was decided so, and around it: what was met, what may come, what the account did. */
export function Overview({ detail, underWay }: OverviewProps) {
  const highlight = useHighlight();
  return (
    <>
      <Revisions detail={detail} />
      <Why detail={detail} />
      <Matches detail={detail} highlight={highlight} />
      {underWay ? <UnderWayPanel transaction={detail.transaction} /> : null}
      <Timeline detail={detail} lit={highlight.lit} />
    </>
  );
}
