import { describe, expect, it } from 'vitest';
import type { FeatureChangeV1 } from '#contracts';
import type { FeatureSet } from '#features';
import { FeatureBook, featurePackOf } from './feature-book.js';
import { FeatureSource, type StoredSet } from './feature-source.js';

const PACK = featurePackOf([
  {
    path: 'pack',
    text: '{feature: card_count_1h, by: card, aggregate: count, window: 1h, label: Payments in an hour}',
  },
]);
const OWN = '{feature: card_count_3h, by: card, aggregate: count, window: 3h}';
const OTHER = '{feature: card_sum_3h, by: card, aggregate: sum, of: event.amount, window: 3h}';

function changeOf(revision: number, ...sources: string[]): FeatureChangeV1 {
  const documents = sources.map((source, i) => ({ name: `own-${i}`, source }));
  return {
    tenantId: 'ten_a',
    revision,
    documents,
    changedAtMs: revision,
    actor: '',
    action: 'saved',
    reason: '',
    kept: [],
  };
}

class MemorySource extends FeatureSource {
  changes: FeatureChangeV1[] = [];
  stored: StoredSet[] = [];
  inZones: { tenantId: string; timeZone: string }[] = [];
  reads = 0;

  override async read(): Promise<readonly FeatureChangeV1[]> {
    this.reads++;
    return this.changes;
  }
  override async zones(): Promise<readonly { tenantId: string; timeZone: string }[]> {
    return this.inZones;
  }
  override async sets(_tenantId: string, versions?: readonly string[]): Promise<readonly StoredSet[]> {
    return this.stored.filter(({ version }) => versions?.includes(version) ?? true);
  }
  override async keepPack(): Promise<void> {}
  override async keep(): Promise<void> {}
}

const names = (set: FeatureSet | undefined) => set?.features.map(({ name }) => name);

describe('FeatureBook', () => {
  it('a change → in force for its tenant alone, after those of the installation', () => {
    const book = new FeatureBook(PACK);
    book.apply([changeOf(1, OWN)]);
    expect(names(book.of('ten_a'))).toEqual(['card_count_1h', 'card_count_3h']);
    expect(book.of('ten_b')).toBe(book.shared);
    expect(book.set('ten_b', book.of('ten_a').version)).toBeUndefined();
  });

  it('older changes, and the same again → nothing', () => {
    const book = new FeatureBook(PACK);
    book.apply([changeOf(2, OWN, OTHER)]);
    const plan = book.of('ten_a');
    book.apply([changeOf(1, OWN), changeOf(2)]);
    expect(book.of('ten_a')).toBe(plan);
  });

  it('plans that signals on their way may name → are kept; a change that is taken back is the version that was there', () => {
    const book = new FeatureBook(PACK);
    book.apply([changeOf(1, OWN)]);
    const first = book.of('ten_a');
    book.apply([changeOf(2, OWN, OTHER)]);
    expect(book.plan('ten_a', first.version)).toBe(first);
    expect(book.plan('ten_a', book.shared.version)).toBe(book.shared);
    book.apply([changeOf(3, OWN)]);
    expect(book.of('ten_a').version).toBe(first.version);
    expect(book.plan('ten_a', first.version)).toBe(book.of('ten_a'));
    for (let i = 4; i < 12; i++) book.apply([changeOf(i, OWN.replace('3h', `${i}h`).replace('_3h', `_${i}h`))]);
    expect(book.plan('ten_a', first.version)).toBeUndefined();
    expect(names(book.set('ten_a', first.version))).toEqual(['card_count_1h', 'card_count_3h']);
  });

  it('other words for the same values → said from then on, also where values go back to what they were', () => {
    const book = new FeatureBook(PACK);
    const named = (label: string) => OWN.replace('}', `, label: ${label}}`);
    const label = () => book.of('ten_a').feature('card_count_3h')?.label;
    book.apply([changeOf(1, named('One'))]);
    const { version } = book.of('ten_a');
    book.apply([changeOf(2, named('Two'))]);
    expect(label()).toBe('Two');
    book.apply([changeOf(3, named('Two'), OTHER)]);
    book.apply([changeOf(4, named('Three'))]);
    expect(label()).toBe('Three');
    expect(book.of('ten_a').version).toBe(version);
  });

  it('what does not compile here → told, counted, and what was in force goes on', () => {
    const problems: string[] = [];
    const book = new FeatureBook(PACK, undefined, (...problem) => problems.push(problem.join(' ')));
    book.apply([changeOf(1, OWN)]);
    book.apply([changeOf(2, '{feature: x, by: card, aggregate: of_tomorrow, window: 1h}')]);
    expect(names(book.of('ten_a'))).toContain('card_count_3h');
    expect(problems).toEqual([expect.stringMatching(/^ten_a 2 .*own-0:1:\d+ \/aggregate/s)]);
    expect(book.refusedCount).toBe(1);
    book.apply([changeOf(3, OWN)]);
    expect(book.refusedCount).toBe(0);
  });

  it('values of a version that is not known → looked up, with the words of today; who asks at once again asks nobody', async () => {
    const source = new MemorySource();
    source.stored = [
      {
        version: 'old',
        features: [
          { name: 'gone', of: 'card' },
          { name: 'card_count_1h', of: 'card' },
        ],
      },
    ];
    const book = new FeatureBook(PACK, source);
    expect(book.set('ten_a', 'old')).toBeUndefined();
    await book.learn('ten_a', ['old', 'older', '']);
    const set = book.set('ten_a', 'old')!;
    expect(set.feature('card_count_1h')).toMatchObject({ index: 1, label: 'Payments in an hour' });
    expect(set.feature('gone')).toMatchObject({ index: 0, label: 'Gone' });
    expect(book.set('ten_b', 'old')).toBeUndefined();
    await book.learn('ten_a', ['old', 'older']);
    expect(source.reads).toBe(1);
  });

  it('sets of many features → the oldest are let go, and looked up again when they are asked for', async () => {
    const source = new MemorySource();
    const features = Array.from({ length: 1000 }, (_, i) => ({ name: `f_${i}`, of: 'card' }));
    source.stored = Array.from({ length: 101 }, (_, i) => ({ version: `v${i}`, features }));
    const book = new FeatureBook(PACK, source);
    await book.learn('ten_a', ['v0']);
    await book.learn(
      'ten_b',
      source.stored.slice(1).map(({ version }) => version),
    );
    expect(book.set('ten_a', 'v0')).toBeUndefined();
    expect(names(book.set('ten_b', 'v100'))).toHaveLength(1000);
    await book.learn('ten_a', ['v0']);
    expect(names(book.set('ten_a', 'v0'))).toHaveLength(1000);
  });

  it('a change that the log has not told yet → learnt from where it is kept', async () => {
    const source = new MemorySource();
    const book = new FeatureBook(PACK, source);
    await book.ready();
    const ahead = new FeatureBook(PACK);
    source.changes = [changeOf(1, OWN)];
    ahead.apply(source.changes);
    const { version } = ahead.of('ten_a');
    await book.learn('ten_a', [version]);
    expect(book.plan('ten_a', version)?.version).toBe(version);
  });

  it('a tenant of another time zone → its days and hours, under a version of their own; of its documents, too', async () => {
    const source = new MemorySource();
    const pack = featurePackOf([
      { path: 'p', text: 'feature: hour\nvalue: hour_of_day(event.occurred_at)\nlabel: Hour ({zone})' },
    ]);
    const book = new FeatureBook(pack, source);
    const noon = {
      id: 'a',
      occurredAtMs: Date.UTC(2026, 6, 1, 12),
      amountMinor: 1,
      currency: '',
      channel: '',
      outcome: '',
      attributes: [],
    };
    const hourOf = (tenantId: string) => book.of(tenantId).vector(noon, [])[0];
    source.inZones = [
      { tenantId: 'ten_a', timeZone: 'Europe/Berlin' },
      { tenantId: 'ten_b', timeZone: 'Europe/Berlin' },
    ];
    source.changes = [changeOf(1, OWN)];
    await book.ready();
    expect(['ten_a', 'ten_b', 'ten_c'].map(hourOf)).toEqual([14, 14, 12]);
    expect(book.of('ten_a').feature('hour')?.label).toBe('Hour (Europe/Berlin)');
    expect(names(book.of('ten_a'))).toEqual(['hour', 'card_count_3h']);
    const berlin = book.of('ten_b');
    expect(berlin.version).not.toBe(book.shared.version);
    source.inZones = [{ tenantId: 'ten_a', timeZone: 'Asia/Tokyo' }];
    await book.readAgain();
    expect(['ten_a', 'ten_b', 'ten_c'].map(hourOf)).toEqual([21, 12, 12]);
    expect(names(book.of('ten_a'))).toEqual(['hour', 'card_count_3h']);
    expect(book.plan('ten_b', berlin.version)).toBe(berlin);
  });

  it('the source is away at the start → asked again', async () => {
    const source = new MemorySource();
    const read = source.read.bind(source);
    source.read = () => Promise.reject(new Error('away'));
    const book = new FeatureBook(PACK, source);
    await expect(book.ready()).rejects.toThrow('away');
    source.read = read;
    await book.ready();
    expect(source.reads).toBe(1);
  });
});
