import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { TransactionLike } from '#cel';
import {
  advance,
  advanceTime,
  canStart,
  checkPattern,
  compilePattern,
  decodeState,
  encodeState,
  runExamples,
} from './index.js';
import { documentWith } from './testing/document-with.js';

const cardTesting = `
pattern: card-testing
by: card
within: 10m
skip: past-last
sequence: "probe{3,} -> cashout"
where:
  probe: "event.outcome == 'declined' && event.amount < 500"
  cashout: "event.amount > 10 * avg(matched.probe.map(e, e.amount))"
then: {risk: 0.85, action: challenge, reason: CARD_TESTING}
examples:
  - title: three probes, then the cash-out
    events:
      - {at: 0s, amount: 100, outcome: declined}
      - {at: 20s, amount: 120, outcome: declined}
      - {at: 40s, amount: 110, outcome: declined}
      - {at: 90s, amount: 50000}
    matches: 1
  - {events: [{at: 0s, amount: 100, outcome: declined}, {at: 90s, amount: 50000}], matches: 0}
`;

function transaction(atMs: number, over: Partial<TransactionLike> = {}): TransactionLike {
  return {
    id: `t${atMs}`,
    occurredAtMs: atMs,
    amountMinor: 100,
    currency: 'USD',
    channel: 'card_not_present',
    outcome: 'declined',
    attributes: [],
    ...over,
  };
}

describe('compilePattern', () => {
  it('the example of the manual: → compiles, and a match says which event was taken for which step', () => {
    const pattern = checkPattern(cardTesting);
    const events = [0, 1, 2].map((at) => transaction(at));
    const { matches } = advance(pattern, undefined, [
      ...events,
      transaction(3, { amountMinor: 9000, outcome: 'authorised' }),
    ]);
    expect(matches).toHaveLength(1);
    expect(matches[0]!.steps.map(({ step, events: taken }) => [step, taken.map(({ id }) => id)])).toEqual([
      ['probe', ['t0', 't1', 't2']],
      ['cashout', ['t3']],
    ]);
    expect(matches[0]).toMatchObject({ startAtMs: 0, endAtMs: 3 });
    expect(pattern).toMatchObject({
      id: 'card-testing',
      by: 'card',
      risk: 0.85,
      action: 'challenge',
      reason: 'CARD_TESTING',
    });
  });

  it('declared attributes: → are typed, and others refused', () => {
    const attributes = { risk: 'number', kind: 'string' } as const;
    const compile = (a: string) => compilePattern(documentWith({ sequence: 'a', where: { a } }), { attributes });
    expect(() => compile("event.attributes.risk > 5 && event.attributes.kind == 'x'")).not.toThrow();
    expect(() => compile("event.attributes.risk == 'x'")).toThrow("can't compare number with string");
    expect(() => compile('event.attributes.rsik > 5')).toThrow('no attribute `rsik` is declared; did you mean `risk`?');
  });

  it('matched of an alternative that was not taken: → empty', () => {
    const pattern = compilePattern(
      documentWith({
        sequence: '(a | b) -> c',
        where: {
          a: "event.outcome == 'declined'",
          b: "event.outcome == 'refunded'",
          c: "event.outcome == 'captured' && matched.a.size() == 0 && matched.b.size() == 1",
        },
      }),
    );
    const count = (outcome: string) =>
      advance(pattern, undefined, [transaction(0, { outcome }), transaction(1, { outcome: 'captured' })]).matches
        .length;
    expect([count('declined'), count('refunded')]).toEqual([0, 1]);
  });

  it.each([
    'event.amount / (event.amount - 100) > 1',
    'event.amount % (event.amount - 100) == 0',
    'matched.a.first().amount > 1',
  ])('a condition that can’t be answered, %s: → false, and counted', (b) => {
    const pattern = compilePattern(documentWith({ sequence: 'a? b', where: { a: "event.channel == 'atm'", b } }));
    const { matches, stats } = advance(pattern, undefined, [transaction(0)]);
    expect([matches.length, stats.failedConditions]).toEqual([0, 1]);
  });

  it('canonical steps: → the same pattern as the sequence', () => {
    const then = { risk: 0.5, reason: 'R' };
    const steps = [
      { name: 'a', where: "event.channel == 'atm'" },
      { name: 'b', contiguity: 'relaxed', where: 'true', times: { from: 2 }, inner: 'strict' },
    ];
    const canonical = compilePattern({ pattern: 'p', by: 'card', within: '1m', steps, then });
    const where = { a: "event.channel == 'atm'", b: 'true' };
    const sugar = compilePattern({
      pattern: 'p',
      by: 'card',
      within: '1m',
      sequence: 'a -> b{2,} strict',
      where,
      then,
    });
    expect(canonical.fingerprint).toBe(sugar.fingerprint);
  });

  it('examples: → run, and a wrong one refuses the document', () => {
    expect(runExamples(compilePattern(cardTesting)).map(({ found, ok }) => [found, ok])).toEqual([
      [1, true],
      [0, true],
    ]);
    expect(runExamples(compilePattern(cardTesting)).map(({ place }) => place)).toEqual([
      { pointer: '/examples/0/matches', line: 18, column: 14 },
      { pointer: '/examples/1/matches', line: 19, column: 93 },
    ]);
    const [asValue] = runExamples(compilePattern(parse(cardTesting)));
    expect(asValue!.place).toEqual({ pointer: '/examples/0/matches' });
    expect(() => checkPattern(cardTesting.replace('matches: 1', 'matches: 2'))).toThrow(
      'three probes, then the cash-out: expected 2 matches, found 1',
    );
  });
});

describe('advance: bounds', () => {
  const pattern = compilePattern(
    {
      pattern: 'p',
      by: 'card',
      within: '1h',
      sequence: 'a -> b',
      where: { a: "event.outcome == 'declined'", b: "event.outcome == 'captured'" },
      then: { risk: 0.5, reason: 'R' },
    },
    { limits: { runsPerEntity: 10, matchesPerEvent: 4 } },
  );

  it('more runs than the bound: → the oldest are shed, and counted', () => {
    const result = advance(
      pattern,
      undefined,
      Array.from({ length: 25 }, (_, i) => transaction(i)),
    );
    expect(result.state!.runs).toHaveLength(10);
    expect(result.stats.shedRuns).toBe(15);
    const after = advance(pattern, result.state, [transaction(30, { outcome: 'captured' })]);
    expect(after.matches.map((match) => match.startAtMs)).toEqual([15, 16, 17, 18]);
    expect(after.stats.shedMatches).toBe(6);
    expect(after.state).toBeUndefined();
  });

  it('a run with more events than the bound: → shed, and counted', () => {
    const loop = compilePattern(
      {
        pattern: 'p',
        by: 'card',
        within: '1h',
        sequence: 'a+ -> b',
        where: { a: "event.outcome == 'declined'", b: "event.outcome == 'captured'" },
        then: { risk: 0.5, reason: 'R' },
      },
      { limits: { eventsPerRun: 3 } },
    );
    const result = advance(
      loop,
      undefined,
      [0, 1, 2, 3].map((at) => transaction(at)),
    );
    expect(result.stats.shedRuns).toBe(1);
    expect(Math.max(...result.state!.runs.map((run) => run.taken.length))).toBe(3);
  });

  it('events that concern no pattern: → cost one predicate and leave nothing behind', () => {
    const other = transaction(0, { outcome: 'refunded' });
    expect(canStart(pattern, other)).toBe(false);
    expect(canStart(pattern, transaction(0))).toBe(true);
    expect(advance(pattern, undefined, [other]).state).toBeUndefined();
    const { state } = advance(pattern, undefined, [transaction(0)]);
    expect(advance(pattern, state, []).state).toBe(state);
  });

  it('time passes: → runs expire and the entity is idle again', () => {
    const { state } = advance(pattern, undefined, [transaction(0)]);
    expect(advanceTime(pattern, state, 3_599_999).state).toBe(state);
    expect(advanceTime(pattern, state, 3_600_000).state).toBeUndefined();
  });
});

describe('encodeState', () => {
  const pattern = compilePattern(cardTesting);
  const { state } = advance(
    pattern,
    undefined,
    Array.from({ length: 20 }, (_, i) =>
      transaction(i, {
        card: { fingerprint: 'c', bin: '', country: 'US' },
        account: { id: 'a', createdAtMs: 0, email: 'somebody@example.com' },
      }),
    ),
  );

  it('a state: → holds only what later conditions can ask for, in few bytes', () => {
    const bytes = encodeState(pattern, state!);
    expect(Buffer.from(bytes).toString()).not.toContain('somebody@example.com');
    expect(bytes.length / state!.runs.length).toBeLessThan(50);
    expect(decodeState(pattern, bytes)).toEqual(state);
  });

  it('another version of the pattern or of the format: → undefined, to begin anew', () => {
    const changed = compilePattern(cardTesting.replace('within: 10m', 'within: 11m'));
    const bytes = encodeState(pattern, state!);
    expect(decodeState(changed, bytes)).toBeUndefined();
    expect(decodeState(pattern, Uint8Array.of(99, ...bytes.subarray(1)))).toBeUndefined();
  });

  it('bytes that end too early, or refer to what is not there: → RangeError', () => {
    const bytes = encodeState(pattern, state!);
    for (const length of [0, 1, 20, bytes.length - 1]) {
      expect(() => decodeState(pattern, bytes.subarray(0, length))).toThrow(RangeError);
    }
    const last = bytes.length - 2;
    expect(() => decodeState(pattern, bytes.with(last, 0x7e))).toThrow('refers to something');
  });
});
