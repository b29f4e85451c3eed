/** Entities of types that tenants declare: what the record lists is what the matcher keeps. */
import { describe, expect, it } from 'vitest';
import { type EntityRef, type FeatureChangeV1, type SignalV1, topics, type TransactionV1 } from '#contracts';
import { ManualClock } from '#kernel';
import { MemoryEventLog } from '#messaging';
import { FeatureBook, featurePackOf } from '#tenancy';
import { MatchTransactionsHandler } from './match-transactions.handler.js';
import { accepted, NOON, recordOf } from './testing/accepted.js';
import { CountingPatterns } from './testing/counting-patterns.js';
import { MemorySource } from './testing/memory-feature-source.js';
import { MemoryStateStore } from './testing/memory-state-store.js';
import { settingsWith } from './testing/settings.js';

const PACK = featurePackOf([
  { path: 'pack', text: '{feature: card_count_1h, by: card, aggregate: count, window: 1h}' },
]);
const EMAIL = '{entity: email, of: event.account.email, normalise: email}';
const FEATURES = `
by: email
features:
  - { feature: email_count_1h, aggregate: count, window: 1h }
  - { feature: email_accounts_30d, aggregate: distinct, of: event.account.id, window: 30d }
  - { feature: email_known, aggregate: age_since_first, window: ever }`;
const SINCE = NOON - 60 * 86_400_000;

function changeOf(revision: number, sources: readonly string[], sinceMs = SINCE): FeatureChangeV1 {
  return {
    tenantId: 'ten_a',
    revision,
    documents: sources.map((source, i) => ({ name: String(i), source })),
    changedAtMs: revision,
    actor: '',
    action: 'saved',
    reason: '',
    kept: sources.length > 0 ? [{ entityType: 'email', declaration: '', sinceMs }] : [],
  };
}

/** A matcher of the only partition, fed one record after the other. */
class Matcher {
  readonly source = new MemorySource();
  readonly book = new FeatureBook(PACK, this.source);
  readonly store = new MemoryStateStore();
  private readonly log = new MemoryEventLog({ topics: [{ ...topics.transactions, partitions: 1 }] as never });
  handler!: MatchTransactionsHandler;
  private offset = 0;

  async start(...changes: FeatureChangeV1[]): Promise<this> {
    this.book.apply(changes);
    await this.boot();
    return this;
  }

  /** As after a restart: what the store has. */
  async boot(): Promise<void> {
    const { log, store, book } = this;
    this.handler = new MatchTransactionsHandler(
      log,
      store,
      new CountingPatterns(),
      book,
      new ManualClock(NOON),
      settingsWith(),
    );
    await this.handler.assigned(0);
  }

  async take(change: Partial<TransactionV1>): Promise<SignalV1 | undefined> {
    const { matched, poison } = await this.handler.match([recordOf(accepted(change), this.offset++)], 0);
    if (poison.length > 0) throw poison[0]!.error;
    this.handler.published(0, this.offset);
    return matched[0]?.signal;
  }
}

const email = (entityId = 'hash-of-jane'): EntityRef[] => [{ entityType: 'email', entityId }];
const at = (minute: number, declared: EntityRef[], account = 'acc'): Partial<TransactionV1> => ({
  id: `txn_${minute}`,
  occurredAtMs: NOON + minute * 60_000,
  account: { id: account, createdAtMs: 0, email: 'not looked at' },
  declared,
});
const valuesOf = (signal: SignalV1 | undefined, type = 'email') =>
  signal?.entities.find(({ entityType }) => entityType === type)?.values;

describe('entities that a tenant declares', () => {
  it('as the record lists them → counted by their ids, and links are exact', async () => {
    const matcher = await new Matcher().start(changeOf(1, [EMAIL, FEATURES]));
    await matcher.take(at(0, email(), 'acc-1'));
    await matcher.take(at(1, email('hash-of-june'), 'acc-2'));
    await matcher.take(at(2, email(), 'acc-2'));
    const signal = await matcher.take(at(3, email(), 'acc-1'));
    expect(valuesOf(signal)).toEqual([3, 2, 180]);
    expect(signal!.entities.map(({ entityType }) => entityType)).toEqual([
      'account',
      'card',
      'device',
      'ip',
      'merchant',
      'email',
    ]);
    expect(signal!.entities.at(-1)).toMatchObject({ entityId: 'hash-of-jane', truncated: false });
  });

  it('a repeat → nothing; saved and loaded again → goes on', async () => {
    const matcher = await new Matcher().start(changeOf(1, [EMAIL, FEATURES]));
    await matcher.take(at(0, email()));
    expect(await matcher.take(at(0, email()))).toBeUndefined();
    await matcher.handler.checkpointAll();
    await matcher.boot();
    expect(valuesOf(await matcher.take(at(1, email())))).toEqual([2, 1, 60]);
  });

  it('accepted before there was such a type, or without → the others’ values, and nothing of it', async () => {
    const matcher = await new Matcher().start(changeOf(1, [EMAIL, FEATURES]));
    const signal = await matcher.take(at(0, []));
    expect(valuesOf(signal, 'card')).toEqual([1]);
    expect(valuesOf(signal)).toBeUndefined();
    expect(valuesOf(await matcher.take(at(1, email())))).toEqual([1, 1, 0]);
  });

  it('before windows have passed the declaration → flagged', async () => {
    const since = NOON - 86_400_000;
    const matcher = await new Matcher().start(changeOf(1, [EMAIL, FEATURES], since));
    const truncated = async (minute: number) =>
      (await matcher.take(at(minute, email())))!.entities.find(({ entityType }) => entityType === 'email')!.truncated;
    expect(await truncated(0)).toBe(true);
    expect(await truncated(30 * 24 * 60)).toBe(false);
  });

  it('accepted by features that are not known here yet → looked up before it is counted, and not time and again', async () => {
    const matcher = await new Matcher().start();
    matcher.source.changes = [changeOf(1, [EMAIL, FEATURES])];
    expect(valuesOf(await matcher.take(at(0, email())))).toEqual([1, 1, 0]);
    const unknown = [{ entityType: 'iban', entityId: 'x' }];
    const { reads } = matcher.source;
    await matcher.take(at(1, unknown));
    const signal = await matcher.take(at(2, unknown));
    expect(signal!.entities.map(({ entityType }) => entityType)).toContain('card');
    expect(matcher.source.reads).toBe(reads + 1);
  });

  it('features of it taken out while it has changed → it is saved as it was, and its next payment goes on without', async () => {
    const matcher = await new Matcher().start(changeOf(1, [EMAIL, FEATURES]));
    await matcher.take(at(0, email()));
    matcher.book.apply([changeOf(2, [])]);
    await matcher.handler.checkpointAll();
    expect(matcher.store.saves).toBe(1);
    const signal = await matcher.take(at(1, email()));
    expect(signal!.entities.map(({ entityType }) => entityType)).not.toContain('email');
    await matcher.boot();
    matcher.book.apply([changeOf(3, [EMAIL, FEATURES], NOON + 60_000)]);
    const again = await matcher.take(at(2, email()));
    expect(valuesOf(again)).toEqual([2, 1, 120]);
    expect(again!.entities.at(-1)!.truncated).toBe(true);
  });

  it.each([
    ['too many', Array.from({ length: 17 }, (_, i) => ({ entityType: `e${i}`, entityId: 'x' }))],
    ['a built-in one', [{ entityType: 'card', entityId: 'x' }]],
    ['no id', [{ entityType: 'email', entityId: '' }]],
    ['a raw address', [{ entityType: 'email', entityId: 'jane@example.com' }]],
  ])('%s → refused for itself', async (_, declared) => {
    const matcher = await new Matcher().start(changeOf(1, [EMAIL, FEATURES]));
    const { poison } = await matcher.handler.match([recordOf(accepted(at(0, declared)), 0)], 0);
    expect(String(poison[0]?.error)).toMatch(/declared entities/);
  });
});
