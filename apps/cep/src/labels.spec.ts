import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FeatureChangeV1, type LabelV1, labelV1, recordHeaders, recordKey, topics } from '#contracts';
import { ManualClock } from '#kernel';
import { type LogRecord, MemoryEventLog, topicSettings } from '#messaging';
import { FeatureBook, featurePackOf } from '#tenancy';
import { MatchTransactionsHandler } from './match-transactions.handler.js';
import { RouteLabelsHandler } from './route-labels.handler.js';
import { accepted, NOON, recordOf } from './testing/accepted.js';
import { CountingPatterns } from './testing/counting-patterns.js';
import { FEATURE_BOOK } from './testing/feature-book.js';
import { MemorySource } from './testing/memory-feature-source.js';
import { MemoryStateStore } from './testing/memory-state-store.js';
import { settingsWith } from './testing/settings.js';

const MINUTE_MS = 60_000;

function labelOf(transactionId: string, change: Partial<LabelV1> = {}): LabelV1 {
  return {
    id: `lbl_${transactionId}`,
    tenantId: 'ten_a',
    transactionId,
    event: 'chargeback',
    verdict: 'fraud',
    source: 'payment_system',
    weight: 0.9,
    occurredAtMs: NOON,
    knownAtMs: NOON + MINUTE_MS,
    actor: '',
    note: '',
    entities: [
      { entityType: 'card', entityId: 'card' },
      { entityType: 'merchant', entityId: 'mer' },
    ],
    amountMinor: 1000,
    mode: 'test',
    paidAtMs: NOON,
    ...change,
  };
}

function reported(label: LabelV1): LogRecord {
  return {
    topic: topics.labels.name,
    key: recordKey(label.tenantId, label.transactionId),
    value: labelV1.encode(label),
    headers: recordHeaders({
      id: label.id,
      type: labelV1.type,
      source: 'test',
      tenantId: label.tenantId,
      hlc: '000000000000',
    }),
    partition: 0,
    offset: 0,
    appendedAtMs: NOON,
  };
}

const LATER: FeatureChangeV1 = {
  tenantId: 'ten_a',
  revision: 1,
  documents: [
    {
      name: 'later',
      source: '{feature: card_frauds_90d, by: card, source: labels, aggregate: count, where: label.fraud, window: 90d}',
    },
  ],
  changedAtMs: NOON,
  actor: '',
  action: 'saved',
  reason: '',
  kept: [],
};

/** A matcher of the only partition, whose records are handed over one after the other. */
class OnePartition {
  private offset = 0;

  private constructor(
    readonly matcher: MatchTransactionsHandler,
    private readonly routing: RouteLabelsHandler,
    private readonly store: MemoryStateStore,
    private readonly book: FeatureBook,
  ) {}

  static async open(store = new MemoryStateStore(), stateBytesMax = 1e6, book = FEATURE_BOOK): Promise<OnePartition> {
    const log = new MemoryEventLog({ topics: topicSettings(1) });
    const matcher = new MatchTransactionsHandler(
      log,
      store,
      new CountingPatterns(),
      book,
      new ManualClock(NOON),
      settingsWith({ stateBytesMax }),
    );
    const at = await matcher.assigned(0);
    const opened = new OnePartition(matcher, new RouteLabelsHandler(log), store, book);
    opened.offset = at?.startAt ?? 0;
    return opened;
  }

  /** What is known to be fraud on the card, by the signal of this transaction. */
  async frauds(id: string, occurredAtMs: number, card = 'card'): Promise<number | undefined> {
    return (await this.seen(id, occurredAtMs, card)).frauds;
  }

  async seen(id: string, occurredAtMs: number, card: string) {
    const record = recordOf(
      accepted({ id, occurredAtMs, card: { fingerprint: card, bin: '', country: '' } }),
      this.offset++,
    );
    const { publish } = await this.matcher.handle([record], 0);
    this.matcher.published(0, this.offset);
    const signal = publish.find(({ topic }) => topic === topics.signals.name)!;
    const { entities } = topics.signals.codec.decode(signal.value);
    const names = this.book
      .of('ten_a')
      .featuresOf('card')
      .map(({ name }) => name);
    const { values, truncated, approximate } = entities.find(({ entityType }) => entityType === 'card')!;
    const valueOf = (name: string): number | undefined => values[names.indexOf(name)];
    return { frauds: valueOf('card_frauds_90d'), count: valueOf('card_count_7d'), truncated, approximate };
  }

  async report(label: LabelV1): Promise<number> {
    const { publish } = this.routing.handle([reported(label)]);
    const records = publish.map((out) => ({ ...out, partition: 0, offset: this.offset++, appendedAtMs: NOON }));
    if (records.length > 0) await this.matcher.handle(records, 0);
    this.matcher.published(0, this.offset);
    return records.length;
  }

  async restarted(): Promise<OnePartition> {
    await this.matcher.revoked(0);
    return await OnePartition.open(this.store, 1e6, this.book);
  }
}

describe('labels of transactions', () => {
  it('known → counts from that moment on; a payment of before that moment, also when it comes later, does not see it', async () => {
    const one = await OnePartition.open();
    await one.frauds('first', NOON);
    await one.report(labelOf('first', { knownAtMs: NOON + 10 * MINUTE_MS }));
    expect(await one.frauds('before', NOON + 9 * MINUTE_MS)).toBe(0);
    expect(await one.frauds('then', NOON + 10 * MINUTE_MS)).toBe(1);
    expect(await one.frauds('late', NOON + 5 * MINUTE_MS)).toBe(0);
    expect(await one.frauds('other card', NOON + 20 * MINUTE_MS, 'another')).toBe(0);
  });

  it('of a payment that was let go → counts, also after a restart; more than are kept is no reason to say less', async () => {
    let one = await OnePartition.open();
    for (let i = 0; i < 300; i++) await one.frauds(`t${i}`, NOON + i * MINUTE_MS);
    await one.report(labelOf('t3', { paidAtMs: NOON + 3 * MINUTE_MS, knownAtMs: NOON + 310 * MINUTE_MS }));
    expect(await one.frauds('before', NOON + 309 * MINUTE_MS)).toBe(0);
    one = await one.restarted();
    const seen = await one.seen('then', NOON + 310 * MINUTE_MS, 'card');
    expect(seen).toEqual({ frauds: 1, count: 302, truncated: false, approximate: false });
    const later = await one.seen('later', NOON + 7 * 24 * 60 * MINUTE_MS + 20 * MINUTE_MS, 'card');
    expect(later).toMatchObject({ frauds: 1, truncated: false, approximate: true });
  });

  it('the same again → nothing more; a stronger source decides; what is taken back no longer counts', async () => {
    const one = await OnePartition.open();
    await one.frauds('first', NOON);
    const analyst = { event: 'analyst_approved', verdict: 'legitimate', source: 'analyst', weight: 0.85 } as const;
    await one.report(labelOf('first'));
    await one.report(labelOf('first'));
    await one.report(labelOf('first', { ...analyst, id: 'lbl_a', knownAtMs: NOON + 2 * MINUTE_MS }));
    expect(await one.frauds('second', NOON + 3 * MINUTE_MS)).toBe(1);
    const withdrawn = { id: 'lbl_w', verdict: 'unknown', knownAtMs: NOON + 4 * MINUTE_MS } as const;
    await one.report(labelOf('first', withdrawn));
    expect(await one.frauds('third', NOON + 5 * MINUTE_MS)).toBe(0);
  });

  it('what says nothing of fraud, and of entities that nobody keeps → goes nowhere, changes nothing', async () => {
    const one = await OnePartition.open();
    await one.frauds('first', NOON);
    expect(await one.report(labelOf('first', { event: 'captured', verdict: 'unknown', weight: 0 }))).toBe(0);
    expect(await one.report(labelOf('first', { entities: [] }))).toBe(0);
    await one.report(labelOf('first', { entities: [{ entityType: 'card', entityId: 'nobody' }] }));
    await one.report(labelOf('first', { mode: 'live' }));
    expect(await one.frauds('second', NOON + 2 * MINUTE_MS)).toBe(0);
    await one.report(labelOf('first', { mode: '' }));
    expect(await one.frauds('third', NOON + 3 * MINUTE_MS)).toBe(1);
  });

  it('an entity that is no longer in memory → is looked up; a restart knows what was reported', async () => {
    const store = new MemoryStateStore();
    let one = await OnePartition.open(store, 8000);
    await one.frauds('first', NOON);
    for (let i = 0; i < 5; i++) {
      await one.matcher.checkpointAll();
      await one.frauds(`other_${i}`, NOON + i, `card_${i}`);
    }
    await one.matcher.checkpointAll();
    await one.report(labelOf('first'));
    one = await one.restarted();
    expect(await one.frauds('second', NOON + 2 * MINUTE_MS)).toBe(1);
  });

  it.each(['in memory', 'read again'])(
    'a feature that is added later, of an entity that is %s → knows what was reported before, from when it was known on',
    async (where) => {
      const book = new FeatureBook(
        featurePackOf([{ path: 'pack', text: '{feature: n, by: card, aggregate: count, window: 90d}' }]),
        new MemorySource(),
      );
      let one = await OnePartition.open(new MemoryStateStore(), 1e6, book);
      expect(await one.frauds('first', NOON)).toBeUndefined();
      await one.frauds('second', NOON + MINUTE_MS);
      await one.report(labelOf('first', { knownAtMs: NOON + 10 * MINUTE_MS }));
      await one.report(labelOf('second', { knownAtMs: NOON + 10 * MINUTE_MS }));
      const reversed = { event: 'chargeback_reversed', verdict: 'unknown', id: 'lbl_r' } as const;
      await one.report(labelOf('second', { ...reversed, knownAtMs: NOON + 20 * MINUTE_MS }));
      if (where === 'read again') one = await one.restarted();
      book.apply([LATER]);
      expect(await one.frauds('late', NOON + 9 * MINUTE_MS)).toBe(0);
      expect(await one.frauds('between', NOON + 11 * MINUTE_MS)).toBe(2);
      expect(await one.frauds('third', NOON + 21 * MINUTE_MS)).toBe(1);
    },
  );

  it('any order of payments and labels, with restarts between → at each payment what was known at its time', async () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ kind: fc.constant('payment' as const), minute: fc.nat(60) }) },
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constant('label' as const), of: fc.nat(20), minute: fc.nat(60) }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
        let one = await OnePartition.open();
        const counted: (number | undefined)[][] = [];
        const payments: { id: string; atMs: number; knownAtMs: number }[] = [];
        for (const next of steps) {
          if (next.kind === 'restart') one = await one.restarted();
          else if (next.kind === 'label') {
            const labelled = payments[next.of % Math.max(1, payments.length)];
            if (labelled === undefined) continue;
            const knownAtMs = NOON + next.minute * MINUTE_MS;
            await one.report(labelOf(labelled.id, { id: `lbl_${labelled.id}_${knownAtMs}`, knownAtMs }));
            labelled.knownAtMs = Math.min(labelled.knownAtMs, knownAtMs);
          } else {
            const id = `p${payments.length}`;
            const atMs = NOON + next.minute * MINUTE_MS + payments.length;
            const known = payments.filter((before) => before.atMs <= atMs && before.knownAtMs <= atMs);
            counted.push([await one.frauds(id, atMs), known.length]);
            payments.push({ id, atMs, knownAtMs: Infinity });
          }
        }
        expect(counted.map(([frauds]) => frauds)).toEqual(counted.map(([, known]) => known));
      }),
      { numRuns: 30 },
    );
  });
});
