import { describe, expect, it } from 'vitest';
import { ManualClock } from '#kernel';
import { MemoryEventLog, topicSettings, type LogRecord } from '#messaging';
import { MatchTransactionsHandler } from '../../cep/src/match-transactions.handler.js';
import { accepted, NOON, recordOf } from '../../cep/src/testing/accepted.js';
import { CountingPatterns } from '../../cep/src/testing/counting-patterns.js';
import { FEATURE_BOOK } from '../../cep/src/testing/feature-book.js';
import { MemoryStateStore } from '../../cep/src/testing/memory-state-store.js';
import { settingsWith } from '../../cep/src/testing/settings.js';
import { decisionsIn, scoringParts, tenantOf } from '../../scoring/src/testing/scoring-parts.js';
import { MatchAndDecideHandler } from './match-and-decide.handler.js';

async function parts(store = new MemoryStateStore(), tenants?: { byId: (id: string) => Promise<never> }) {
  const log = new MemoryEventLog({ topics: topicSettings(1) });
  const matcher = new MatchTransactionsHandler(
    log,
    store,
    new CountingPatterns(),
    FEATURE_BOOK,
    new ManualClock(NOON),
    settingsWith({ stateBytesMax: 2e6, dirtyEntitiesMax: 1000 }),
  );
  const scoring = scoringParts(tenants && { tenants });
  const handler = new MatchAndDecideHandler(matcher, scoring.handler);
  await handler.assigned(0);
  return { handler, matcher, scoring, store };
}

const payment = (offset: number, change: Parameters<typeof accepted>[0] = {}): LogRecord =>
  recordOf(accepted({ id: `txn_${offset}`, ...change }), offset);
/** The sandbox's card whose full decision comes after its deadline. */
const LATE = { card: { fingerprint: 'card_test_late', bin: '400000', country: 'DE' } };

describe('matching and deciding in one step', () => {
  it('transactions → a decision each, in their trace, and no signal', async () => {
    const { handler } = await parts();
    const { publish, poison } = await handler.handle([payment(1), payment(2)], 0);
    expect(poison).toEqual([]);
    expect(new Set(publish.map(({ topic }) => topic))).not.toContain('signals.v1');
    expect(decisionsIn(publish).map(({ transaction, entities }) => [transaction.id, entities.length])).toEqual([
      ['txn_1', 5],
      ['txn_2', 5],
    ]);
    expect(decisionsIn(publish)[0]!.traceId).toBe('0af7651916cd43dd8448eb211c80319c');
  });

  it('a transaction again → nothing', async () => {
    const { handler } = await parts();
    await handler.handle([payment(1)], 0);
    expect((await handler.handle([payment(1)], 0)).publish).toEqual([]);
  });

  it('no policy in reach → fails before the matcher has seen anything, so the next try decides', async () => {
    let away = true;
    const byId = async (id: string): Promise<never> => {
      if (away) throw new Error('away');
      return tenantOf(id) as never;
    };
    const { handler } = await parts(undefined, { byId });
    await expect(handler.handle([payment(1)], 0)).rejects.toThrow('away');
    away = false;
    expect(decisionsIn((await handler.handle([payment(1)], 0)).publish)).toHaveLength(1);
  });

  it('bytes that are no transaction → named, the others are decided', async () => {
    const { handler } = await parts();
    const bad = { ...payment(1), value: Uint8Array.of(0xff) };
    const { publish, poison } = await handler.handle([bad, payment(2)], 0);
    expect(poison).toMatchObject([{ record: bad }]);
    expect(decisionsIn(publish)).toHaveLength(1);
  });

  it('restart from a checkpoint → what was published is not decided again, what was not is', async () => {
    const { handler, matcher, store } = await parts();
    await handler.handle([payment(1)], 0);
    handler.published(0, 2);
    await matcher.checkpointAll();
    await handler.handle([payment(2)], 0);

    const next = await parts(store);
    const { publish } = await next.handler.handle([payment(1), payment(2)], 0);
    expect(decisionsIn(publish).map(({ transaction }) => transaction.id)).toEqual(['txn_2']);
  });

  it('a decision that is still to come is in no checkpoint: a restart matches its transaction again', async () => {
    const { handler, matcher, scoring, store } = await parts();
    await handler.handle([payment(1, LATE)], 0);
    handler.published(0, 2);
    expect(scoring.joins.openCount).toBe(1);
    expect(handler.holdFrom(0)).toBe(1);
    const saving = matcher.checkpointAll();
    await new Promise((resolve) => setImmediate(resolve));

    const next = await parts(store);
    await next.handler.handle([payment(1, LATE)], 0);
    expect(next.scoring.joins.openCount).toBe(1);

    await matcher.onModuleDestroy();
    await saving;
  });
});
