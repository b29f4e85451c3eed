import { describe, expect, it } from 'vitest';
import { ByteReader } from '#bytes';
import { PatternCounts } from './pattern-counts.js';
import { TenantPatterns } from './tenant-patterns.js';
import { bookOf, cardTesting, cashout, changeOf, OneCard, packOf, probe } from './testing/patterns.js';

/** Each payment begins a run, and every run takes every payment. */
const EXPLODING = `
pattern: exploding
by: card
within: 10m
sequence: "every{2,90} -> never"
where: {every: "event.amount > 0", never: "event.amount < 0"}
then: {risk: 0.5, action: review, reason: X}
`;
const OTHER = cardTesting({ id: 'other-pattern' });

const versions = (matches: readonly { patternId: string; patternVersion: number }[]) =>
  matches.map(({ patternId, patternVersion }) => `${patternId}@${patternVersion}`);

describe('the pack', () => {
  it('two probes and a cash-out, with the runs saved in between → one match that names its events', () => {
    const card = new OneCard();
    for (const event of [probe(0), probe(1)]) {
      expect(card.take(bookOf(cardTesting()), event).matches).toEqual([]);
      card.runs = bookOf(cardTesting()).decode(bookOf(cardTesting()).encode(card.runs!), card);
    }
    expect(card.take(bookOf(cardTesting()), cashout()).matches).toMatchObject([
      {
        patternId: 'card-testing',
        patternVersion: 1,
        entityType: 'card',
        entityId: 'card',
        reason: 'CARD_TESTING',
        risk: 0.85,
        action: 'challenge',
        steps: [
          { step: 'probe', events: [{ transactionId: 'probe_0' }, { transactionId: 'probe_1' }] },
          { step: 'cashout', events: [{ transactionId: 'cashout', amountMinor: 90_000 }] },
        ],
      },
    ]);
  });

  it('an event that begins nothing → nothing to keep', () => {
    expect(new OneCard().take(bookOf(cardTesting()), cashout())).toMatchObject({ runs: undefined, matches: [] });
  });

  it('a shipped pattern changed since the runs were saved → they begin anew', () => {
    const card = new OneCard();
    const saved = bookOf(cardTesting()).encode(card.take(bookOf(cardTesting()), probe(0)).runs!);
    expect(bookOf(cardTesting({ above: 1 })).decode(saved, card)).toBeUndefined();
  });
});

describe('changes while events flow', () => {
  it('a new pattern → from the next event on; another tenant has it not', () => {
    const book = bookOf(OTHER);
    book.apply([changeOf(1, { live: [1, cardTesting()] })]);
    const [own, foreign] = [new OneCard(), new OneCard('ten_b')];
    for (const event of [probe(0), probe(1)]) for (const card of [own, foreign]) card.take(book, event);
    expect(versions(own.take(book, cashout()).matches)).toEqual(['other-pattern@1', 'card-testing@1']);
    expect(versions(foreign.take(book, cashout()).matches)).toEqual(['other-pattern@1']);
  });

  it('another pattern changes in the middle of a match → the match neither lost nor doubled', () => {
    const book = bookOf(OTHER);
    const card = new OneCard();
    card.take(book, probe(0));
    book.apply([changeOf(1, { live: [1, cardTesting({ probes: 9 })] })]);
    card.take(book, probe(1));
    book.apply([changeOf(2, {})]);
    expect(versions(card.take(book, cashout()).matches)).toEqual(['other-pattern@1']);
  });

  it('on trial beside the live version → its matches are apart, with runs of their own', () => {
    const book = bookOf(cardTesting({ probes: 3 }));
    book.apply([changeOf(1, { live: [1, cardTesting({ probes: 3 }), 0], shadow: [2, cardTesting()] })]);
    const card = new OneCard();
    card.take(book, probe(0));
    card.take(book, probe(1));
    const { matches, shadowMatches } = card.take(book, cashout());
    expect([versions(matches), versions(shadowMatches)]).toEqual([[], ['card-testing@2']]);
  });

  it('the version on trial goes live → its runs go on, and match once', () => {
    const book = bookOf();
    book.apply([changeOf(1, { shadow: [2, cardTesting()] })]);
    const card = new OneCard();
    card.take(book, probe(0));
    card.take(book, probe(1));
    book.apply([changeOf(2, { live: [2, cardTesting(), 1] })]);
    const { matches, shadowMatches } = card.take(book, cashout());
    expect([versions(matches), versions(shadowMatches)]).toEqual([['card-testing@2'], []]);
  });

  it('retired, and brought back later → what ran before is gone; recent events are looked at anew', () => {
    const book = bookOf(cardTesting());
    const card = new OneCard();
    card.take(book, probe(0));
    book.apply([changeOf(1, {})]);
    expect(card.take(book, probe(1)).runs).toBeUndefined();
    book.apply([changeOf(2, { live: [1, cardTesting()] })]);
    expect(versions(card.take(book, cashout()).matches)).toEqual(['card-testing@1']);
  });

  it('saved under a set that has changed since → only runs of versions that run', () => {
    const book = bookOf();
    book.apply([changeOf(1, { live: [1, cardTesting()], shadow: [2, cardTesting({ probes: 3 })] })]);
    const card = new OneCard();
    const saved = book.encode(card.take(book, probe(0)).runs!);
    book.apply([changeOf(2, { live: [2, cardTesting({ probes: 3 }), 1] })]);
    const kept = book.decode(saved, card)!;
    expect(new ByteReader(book.encode(kept)).text()).toBe('card-testing@2');
    expect(Buffer.from(book.encode(kept)).includes('card-testing@1')).toBe(false);
  });

  it('told again, or of an older revision → nothing changes', () => {
    const book = bookOf();
    const newer = changeOf(2, { live: [2, cardTesting()] });
    book.apply([newer, newer, changeOf(1, { live: [1, cardTesting({ probes: 9 })] })]);
    const card = new OneCard();
    card.take(book, probe(0));
    card.take(book, probe(1));
    expect(versions(card.take(book, cashout()).matches)).toEqual(['card-testing@2']);
  });

  it('a document that does not compile here → that version does not run, the rest does', () => {
    const book = bookOf(OTHER);
    book.apply([
      changeOf(1, { id: 'from-the-future', live: [1, 'pattern: from-the-future\nby: galaxy'] }),
      changeOf(2, { live: [1, cardTesting()] }),
    ]);
    const card = new OneCard();
    card.take(book, probe(0));
    card.take(book, probe(1));
    expect(versions(card.take(book, cashout()).matches)).toEqual(['other-pattern@1', 'card-testing@1']);
  });
});

describe('back-filling', () => {
  it('a match begun before the pattern existed → completed by its first new event, once', () => {
    const book = bookOf();
    const card = new OneCard();
    card.take(book, probe(0));
    card.take(book, probe(1));
    book.apply([changeOf(1, { live: [1, cardTesting()] })]);
    expect(versions(card.take(book, cashout()).matches)).toEqual(['card-testing@1']);
    const again = { ...cashout(), id: 'cashout_2', occurredAtMs: cashout().occurredAtMs + 1 };
    expect(card.take(book, again).matches).toEqual([]);
  });

  it('what it would have matched before it existed → is not reported', () => {
    const book = bookOf();
    const card = new OneCard();
    for (const event of [probe(0), probe(1), cashout()]) card.take(book, event);
    book.apply([changeOf(1, { live: [1, cardTesting()] })]);
    const next = { ...probe(3), occurredAtMs: cashout().occurredAtMs + 1 };
    expect(card.take(book, next).matches).toEqual([]);
  });
});

describe('bounds', () => {
  it('partial matches that take too many bytes → the older ones of the largest pattern go, counted; the rest goes on', () => {
    const counts = new PatternCounts();
    const book = new TenantPatterns(packOf(cardTesting(), EXPLODING), async () => [], counts);
    const card = new OneCard();
    for (let i = 0; i < 60; i++) card.take(book, probe(i / 10));
    const before = book.encode(card.runs!).length;
    card.runs = book.shed(card.runs!, card, before / 2);
    expect(book.encode(card.runs!).length).toBeLessThanOrEqual(before / 2);
    const shed = new Map(counts.take().map(({ patternId, shedRuns }) => [patternId, shedRuns]));
    expect(shed.get('exploding')).toBeGreaterThan(shed.get('card-testing') ?? 0);
    expect(versions(card.take(book, cashout()).matches)).toContain('card-testing@1');
    card.runs = book.shed(card.runs!, card, 0);
    expect(card.runs).toBeUndefined();
  });
});

describe('learning what tenants run', () => {
  it('the source is away at first → rejects, and asks again the next time', async () => {
    let away = true;
    const book = new TenantPatterns(new Map(), async () => {
      if (away) throw new Error('away');
      return [changeOf(1, { live: [1, cardTesting()] })];
    });
    await expect(book.ready()).rejects.toThrow('away');
    away = false;
    await book.ready();
    expect(new OneCard().take(book, probe(0)).runs).toBeDefined();
  });
});
