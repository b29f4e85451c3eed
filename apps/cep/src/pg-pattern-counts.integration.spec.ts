import { beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '#kernel';
import type { PgDatabase } from '#persistence';
import { testDatabase } from '../../../libs/persistence/src/testing/index.js';
import { PatternCounts } from './pattern-counts.js';
import { PgPatternCounts } from './pg-pattern-counts.js';
import { changeOf, OneCard, probe } from './testing/patterns.js';
import { NOON } from './testing/accepted.js';
import { TenantPatterns } from './tenant-patterns.js';

let database: PgDatabase;
beforeAll(async () => {
  ({ database } = await testDatabase());
});

const rows = (tenantId: string) =>
  database.query(
    [tenantId],
    'select pattern_id, version, day::text, shed_runs, shed_matches, failed_conditions from cep.pattern_counts order by 1',
  );

/** Divides by zero at each event. */
const FAILING = `
pattern: failing
by: card
within: 10m
sequence: "a -> b"
where:
  a: "event.amount / (event.amount - event.amount) > 1"
  b: "event.amount > 1"
then: {risk: 0.5, action: review, reason: X}
`;

describe('counts of patterns', () => {
  it('what a version gave up or could not answer → added up by day, for its tenant alone', async () => {
    const counts = new PatternCounts();
    const book = new TenantPatterns(new Map(), async () => [], counts);
    book.apply([changeOf(1, { id: 'failing', live: [3, FAILING] })]);
    const card = new OneCard();
    card.take(book, probe(0));
    card.take(book, probe(1));
    const clock = new ManualClock(NOON);
    const writer = new PgPatternCounts(database, counts, clock);
    await writer.write();
    counts.note('ten_a', 'failing', 3, { shedRuns: 5, shedMatches: 7, failedConditions: 0 });
    counts.note('ten_b', 'other', 1, { shedRuns: 1, shedMatches: 0, failedConditions: 0 });
    await writer.write();
    await writer.write();
    const day = '2026-11-20';
    expect(await rows('ten_a')).toEqual([
      { pattern_id: 'failing', version: 3, day, shed_runs: 5, shed_matches: 7, failed_conditions: 2 },
    ]);
    expect(await rows('ten_b')).toMatchObject([{ pattern_id: 'other', shed_runs: 1 }]);
  });

  it('the database is away → kept, and written the next time', async () => {
    const counts = new PatternCounts();
    counts.note('ten_c', 'one', 1, { shedRuns: 1, shedMatches: 0, failedConditions: 0 });
    const away = { query: () => Promise.reject(new Error('away')) } as unknown as PgDatabase;
    await expect(new PgPatternCounts(away, counts, new ManualClock(NOON)).write()).rejects.toThrow('away');
    counts.note('ten_c', 'one', 1, { shedRuns: 2, shedMatches: 0, failedConditions: 0 });
    await new PgPatternCounts(database, counts, new ManualClock(NOON)).write();
    expect(await rows('ten_c')).toMatchObject([{ shed_runs: 3 }]);
  });
});
