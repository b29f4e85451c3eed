import type { DecisionSummary } from '#contracts';
import { CaracalError, repeat, type Repeated } from '#kernel';
import { Database, DecisionReader } from '#persistence';
import { logger } from '#telemetry';
import { CaseStore } from '../cases/case-store.js';
import type { SseClient } from './sse-client.js';
import { decisionSummary } from './views.js';

const POLL_MS = 500;
/** More than this in half a second is not read by anybody; the rest is left out, and the page is told. */
const AT_ONCE_MAX = 100;
const CLIENTS_MAX = 500;
const CLIENTS_PER_CHANNEL_MAX = 50;

/**
 * New and changed decisions for the live page. It asks the database, and only while somebody looks: so every instance
 * shows the decisions that any instance stored, and the cost has a bound that doesn't depend on traffic.
 */
export class LiveFeed {
  private readonly channels = new Map<string, Channel>();
  private clients = 0;

  constructor(
    private readonly database: Database,
    private readonly decisions: DecisionReader,
    private readonly cases: CaseStore,
  ) {}

  /** Whether there is room; asked before the answer begins, so that a refusal can still be one. Throws `overloaded`. */
  seat(tenantId: string, livemode: boolean): Seat {
    const inChannel = this.channels.get(keyOf({ tenantId, livemode }))?.clients.size ?? 0;
    if (this.clients >= CLIENTS_MAX || inChannel >= CLIENTS_PER_CHANNEL_MAX)
      throw new CaracalError('overloaded', 'Too many live pages are open', { retryAfterMs: 10_000 });
    return { tenantId, livemode };
  }

  /** Sends from now on; call what it returns when the client is gone. */
  join(seat: Seat, client: SseClient): () => void {
    const key = keyOf(seat);
    let channel = this.channels.get(key);
    if (!channel) {
      channel = this.opened(seat);
      this.channels.set(key, channel);
    }
    const { clients } = channel;
    clients.add(client);
    this.clients++;
    return () => {
      if (!clients.delete(client)) return;
      this.clients--;
      if (clients.size > 0) return;
      void this.channels.get(key)?.polls.stop();
      this.channels.delete(key);
    };
  }

  async close(): Promise<void> {
    for (const { clients, polls } of this.channels.values()) {
      for (const client of clients) client.end();
      await polls.stop();
    }
    this.channels.clear();
  }

  private opened(seat: Seat): Channel {
    const clients = new Set<SseClient>();
    let seen: ReadonlyMap<string, string> | undefined;
    const poll = async (): Promise<void> => {
      const newest = await this.newest(seat);
      const before = seen;
      seen = newest;
      if (!before) return;
      const news = [...newest.keys()].filter((id) => before.get(id) !== newest.get(id));
      if (news.length === AT_ONCE_MAX) for (const client of clients) client.dropped('rate');
      for (const summary of await this.summaries(seat, news)) for (const client of clients) client.decision(summary);
    };
    const polls = repeat(POLL_MS, poll, (error) => logger.warn({ err: error }, 'the live feed waits'));
    return { clients, polls };
  }

  /** The newest decisions, and of each what would change when it does; cheap, as most polls find nothing new. */
  private async newest({ tenantId, livemode }: Seat): Promise<Map<string, string>> {
    const rows = await this.database.query<{ id: string; state: string }>([tenantId], NEWEST, [
      tenantId,
      livemode,
      AT_ONCE_MAX,
    ]);
    return new Map(rows.map(({ id, state }) => [id, state]));
  }

  private async summaries({ tenantId }: Seat, ids: readonly string[]): Promise<DecisionSummary[]> {
    if (ids.length === 0) return [];
    const [stored, caseIds] = await Promise.all([
      Promise.all(ids.toReversed().map((id) => this.decisions.byTransactionId(tenantId, id))),
      this.cases.idsOf(tenantId, ids),
    ]);
    return stored.flatMap((one) => (one ? [decisionSummary(one, caseIds.get(one.transactionId))] : []));
  }
}

export interface Seat {
  readonly tenantId: string;
  readonly livemode: boolean;
}

interface Channel {
  readonly clients: Set<SseClient>;
  readonly polls: Repeated;
}

const NEWEST = {
  name: 'live-newest',
  text: `select transaction_id as id, latest_rung || outcome || score || status || coalesce(resolved_outcome, '') as state
    from cases.decisions where tenant_id = $1 and livemode = $2
    order by decided_at_ms desc, transaction_id desc limit $3`,
};

function keyOf({ tenantId, livemode }: Seat): string {
  return `${tenantId} ${livemode}`;
}
