import type { DecisionSummary } from '../api/contract.js';

/**
 * The live list as a value: what came by the stream since the list was loaded. While somebody reads it (`hold`), new
 * rows wait behind a pill and rows that are shown change in place; nothing moves. All of it is bounded.
 */
export interface LiveFeed {
  /** Shown above the loaded list, newest first. */
  readonly fresh: readonly DecisionSummary[];
  /** Not shown yet, newest first. */
  readonly waiting: readonly DecisionSummary[];
  /** Newer states of rows of the loaded list, by transaction. */
  readonly updates: ReadonlyMap<string, DecisionSummary>;
  /** Something is missing between `fresh` and the loaded list: load it again. */
  readonly gap: boolean;
}

export const EMPTY_FEED: LiveFeed = { fresh: [], waiting: [], updates: new Map(), gap: false };
export const FRESH_MAX = 1_000;
export const WAITING_MAX = 1_000;

export interface ReceiveOptions {
  /** Ids of the loaded list. */
  readonly loaded: ReadonlySet<string>;
  readonly wanted: (decision: DecisionSummary) => boolean;
  readonly hold: boolean;
}

export function receive(feed: LiveFeed, batch: readonly DecisionSummary[], options: ReceiveOptions): LiveFeed {
  const fresh = new Map(feed.fresh.map((decision) => [decision.transaction_id, decision]));
  const waiting = new Map(feed.waiting.map((decision) => [decision.transaction_id, decision]));
  const updates = new Map(feed.updates);
  const added: DecisionSummary[] = [];
  for (const decision of batch) {
    const id = decision.transaction_id;
    if (fresh.has(id)) fresh.set(id, decision);
    else if (waiting.has(id)) waiting.set(id, decision);
    else if (options.loaded.has(id)) updates.set(id, decision);
    else if (options.wanted(decision)) added.push(decision);
  }
  const queue = mergeNewest(added, [...waiting.values()]);
  const next: LiveFeed = {
    fresh: [...fresh.values()],
    waiting: queue.slice(0, WAITING_MAX),
    updates,
    gap: feed.gap || queue.length > WAITING_MAX,
  };
  return options.hold ? next : release(next);
}

/** Shows what waits. */
export function release(feed: LiveFeed): LiveFeed {
  if (feed.waiting.length === 0) return feed;
  const fresh = mergeNewest(feed.waiting, feed.fresh);
  return { ...feed, fresh: fresh.slice(0, FRESH_MAX), waiting: [], gap: feed.gap || fresh.length > FRESH_MAX };
}

/** The whole list: fresh rows, then the loaded ones as they are by now, each transaction once. */
export function rowsOf(feed: LiveFeed, loaded: readonly DecisionSummary[]): DecisionSummary[] {
  const seen = new Set([...feed.fresh, ...feed.waiting].map((decision) => decision.transaction_id));
  const rows = [...feed.fresh];
  for (const decision of loaded) {
    const id = decision.transaction_id;
    if (seen.has(id)) continue;
    seen.add(id);
    rows.push(feed.updates.get(id) ?? decision);
  }
  return rows;
}

/** The last that came is the first; of one transaction twice in a batch the later state counts. */
function mergeNewest(batch: readonly DecisionSummary[], before: readonly DecisionSummary[]): DecisionSummary[] {
  const byId = new Map<string, DecisionSummary>();
  for (const decision of batch) byId.set(decision.transaction_id, decision);
  const newest = [...byId.values()].sort((a, b) =>
    a.decided_at < b.decided_at ? 1 : a.decided_at > b.decided_at ? -1 : 0,
  );
  return [...newest, ...before.filter((decision) => !byId.has(decision.transaction_id))];
}
