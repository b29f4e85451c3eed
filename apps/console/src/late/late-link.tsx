import { IconClockExclamation } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lateQuery } from '../api/queries.js';
import { formatCount } from '../format/figures.js';
import { useViewer } from '../shell/viewer.js';

/** From the patterns to the payments that they did not see, with how many there were in 24 hours. */
export function LateLink() {
  const { mode } = useViewer();
  const query = useInfiniteQuery(lateQuery(mode));
  const count = query.data?.pages[0]?.counts.last_24h.transactions ?? 0;
  return (
    <Link to="/late-payments" className="link-button" title="Payments that came too late for patterns, last 24 hours">
      <IconClockExclamation size={14} aria-hidden /> Late payments
      {count === 0 ? null : <span className="num muted">{formatCount(count)}</span>}
    </Link>
  );
}
