import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useDecisionStream } from '../api/decision-stream.js';
import { decisionsQuery, type DecisionFilter } from '../api/queries.js';
import { EMPTY_FEED, receive, release, rowsOf, type LiveFeed } from './live-feed.js';

/** The loaded pages and the stream as one list. With a search or a time range the list stands still. */
export function useLiveDecisions(filter: DecisionFilter, hold: boolean) {
  const options = decisionsQuery(filter);
  const query = useInfiniteQuery(options);
  const queryClient = useQueryClient();
  const [feed, setFeed] = useState<LiveFeed>(EMPTY_FEED);
  const streams = filter.q === undefined && filter.from === undefined && filter.to === undefined;
  const filterKey = JSON.stringify(filter);

  const loaded = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const loadedIds = useMemo(() => new Set(loaded.map((decision) => decision.transaction_id)), [loaded]);
  useEffect(() => setFeed(EMPTY_FEED), [filterKey]);

  const reload = useCallback(() => {
    setFeed(EMPTY_FEED);
    void queryClient.resetQueries({ queryKey: options.queryKey });
    // The key's content, not its identity, says which list it is.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [filterKey, queryClient]);

  const stream = useDecisionStream(filter.mode, streams, {
    decisions: (batch) =>
      setFeed((before) =>
        receive(before, batch, {
          loaded: loadedIds,
          hold,
          wanted: (decision) =>
            (filter.outcome === undefined || decision.outcome === filter.outcome) &&
            (filter.answered_by === undefined || decision.answered_by === filter.answered_by),
        }),
      ),
    dropped: () => setFeed((before) => ({ ...before, gap: true })),
  });

  const rows = useMemo(() => rowsOf(feed, loaded), [feed, loaded]);
  return {
    query,
    rows,
    waiting: feed.waiting.length,
    gap: feed.gap,
    streams,
    stream,
    show: () => setFeed(release),
    reload,
  };
}
