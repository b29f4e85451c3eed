import { describe, expect, it } from 'vitest';
import { topics } from '#contracts';
import { ManualClock } from '#kernel';
import { MemoryEventLog, topicSettings } from '#messaging';
import { MatchTransactionsHandler } from './match-transactions.handler.js';
import { FEATURE_BOOK } from './testing/feature-book.js';
import { accepted, NOON, recordOf } from './testing/accepted.js';
import { MemoryStateStore } from './testing/memory-state-store.js';
import { bookOf } from './testing/patterns.js';
import { settingsWith } from './testing/settings.js';

const ABSENCE = `
pattern: no-second
by: card
within: 1m
sequence: "first -> !second"
where: {first: "event.amount == 1", second: "event.amount == 2"}
then: {risk: 0.5, action: review, reason: X}
`;

async function started(store = new MemoryStateStore(), clock = new ManualClock(NOON)) {
  const log = new MemoryEventLog({ topics: topicSettings(1) });
  const handler = new MatchTransactionsHandler(log, store, bookOf(ABSENCE), FEATURE_BOOK, clock, settingsWith());
  const startAt = (await handler.assigned(0))?.startAt;
  const sent = async () => {
    const { name, codec } = topics.matchRevisions;
    return (await log.readFrom(name, 0, 0, 100)).map(({ value }) => codec.decode(value));
  };
  return { handler, log, store, clock, sent, startAt };
}

const first = recordOf(accepted({ id: 'txn_first', amountMinor: 1 }), 0);

describe('time that passes without transactions', () => {
  it('an absence comes true → told once, for the transaction that it belongs to, and saved as told', async () => {
    const { handler, clock, sent, store } = await started();
    await handler.handle([first], 0);
    handler.published(0, 1);
    clock.set(NOON + 64_999);
    await handler.passTime();
    expect(await sent()).toEqual([]);
    clock.set(NOON + 65_000);
    await handler.passTime();
    await handler.passTime();
    expect(await sent()).toMatchObject([
      {
        transactionId: 'txn_first',
        cause: 'time',
        causeTransactionId: '',
        atMs: NOON + 60_000,
        appeared: [{ patternId: 'no-second' }],
      },
    ]);
    await handler.checkpointAll();
    const next = await started(store, clock);
    clock.set(NOON + 600_000);
    await next.handler.passTime();
    expect(await next.sent()).toEqual([]);
  });

  it('saved before its time was up → told by whoever has the partition then', async () => {
    const { handler, clock, store } = await started();
    await handler.handle([first], 0);
    handler.published(0, 1);
    await handler.checkpointAll();
    const next = await started(store, clock);
    expect(next.startAt).toBe(1);
    clock.set(NOON + 65_000);
    await next.handler.passTime();
    expect(await next.sent()).toHaveLength(1);
  });

  it('the log is away → not saved as told, and told when it is back', async () => {
    const { handler, clock, log, sent, store } = await started();
    await handler.handle([first], 0);
    handler.published(0, 1);
    clock.set(NOON + 65_000);
    const append = log.append.bind(log);
    log.append = () => Promise.reject(new Error('away'));
    await expect(handler.passTime()).rejects.toThrow('away');
    await handler.checkpointAll();
    expect(store.saves).toBe(0);
    log.append = append;
    await handler.passTime();
    expect(await sent()).toHaveLength(1);
    await handler.checkpointAll();
    expect(store.saves).toBe(1);
  });
});
