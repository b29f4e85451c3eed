/**
 * The meaning of sequences, as a table. Events are letters: `a1` is an event that satisfies the condition `a`. A match is
 * written as the events that were taken. The expected values are those of Apache Flink's CEP library.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TransactionLike } from '#cel';
import { advance, advanceTime, compilePattern, ManyPatterns, Predicates } from './index.js';
import { event, eventsOf, inBatches, matchesOf, patternOf, sorted, textOf } from './testing/sequences.js';

type Case = readonly [sequence: string, options: string, input: string, matches: string];

const CONTIGUITY: readonly Case[] = [
  ['a b', '', 'a c b1 b2', ''],
  ['a b', '', 'a b1 b2', 'a b1'],
  ['a -> b', '', 'a c b1 b2', 'a b1'],
  ['a ->> b', '', 'a c b1 b2', 'a b1 | a b2'],
  ['a -> b', '', 'a1 a2 b', 'a1 b | a2 b'],
  ['a -> b -> c', '', 'a b1 b2 c', 'a b1 c'],
  ['a -> b ->> c', '', 'a b c1 c2', 'a b c1 | a b c2'],
  ['a -> a2x', 'a2x=a', 'a1 a2 a3', 'a1 a2 | a2 a3'],
  ['a ->> b -> c', '', 'a b1 b2 c', 'a b1 c | a b2 c'],
];
const REPEATS: readonly Case[] = [
  ['c a{2} b', '', 'c a1 a2 b', 'c a1 a2 b'],
  ['c -> a+ -> b', '', 'c d a1 a2 a3 d a4 b', 'c a1 b | c a1 a2 b | c a1 a2 a3 b | c a1 a2 a3 a4 b'],
  ['c -> a+ strict -> b', '', 'c d a1 a2 a3 d a4 b', 'c a1 b | c a1 a2 b | c a1 a2 a3 b'],
  ['c -> a+ any -> b', '', 'c d a1 a2 a3 b', 'c a1 b | c a1 a2 b | c a1 a3 b | c a1 a2 a3 b'],
  ['a{2,3} b', '', 'a1 a2 a3 b', 'a1 a2 a3 b | a2 a3 b'],
  ['a? b', '', 'b1 a b2', 'b1 | a b2 | b2'],
  ['a b?', '', 'a b', 'a | a b'],
  ['c a* b', '', 'c b', 'c b'],
  ['a{2,}', '', 'a1 a2 a3', 'a1 a2 | a1 a2 a3 | a2 a3'],
  ['a?', '', 'b a', 'a'],
  ['c -> a{2} -> b', '', 'c a1 d a2 b', 'c a1 a2 b'],
  ['c -> a{2} strict -> b', '', 'c a1 d a2 b', ''],
  ['c -> a{2} any -> b', '', 'c a1 a2 a3 b', 'c a1 a2 b | c a1 a3 b'],
  ['c a{2}? b', '', 'c b', 'c b'],
  ['c a{2}? b', '', 'c a b', ''],
  ['c a{0,2} b', '', 'c a1 a2 b', 'c a1 a2 b'],
  ['c a+ greedy -> d', 'd=(event.channel == "a" || event.channel == "d")', 'c a1 a2 d', 'c a1 a2 d'],
  ['c a{1,2} greedy -> d', 'd=(event.channel == "a" || event.channel == "d")', 'c a1 a2 d', 'c a1 a2 d'],
  ['c a+ until(x) -> b', 'x=x', 'c a1 x a2 b', 'c a1 b'],
  ['c a+ greedy until(x) -> b', 'x=x', 'c a1 a2 x b', 'c a1 a2 b'],
];
const GROUPS: readonly Case[] = [
  ['(a b){2}', '', 'a1 b1 a2 b2', 'a1 b1 a2 b2'],
  ['x -> ((a b) c) d', '', 'x e a b c d', 'x a b c d'],
  ['x -> ((a b){2} -> c){2}', '', 'x e a b e a b c e a b a b c', 'x a b a b c a b a b c'],
  ['x ((a b) -> c) d', '', 'x e a b c d', ''],
  ['(a -> b){1,2} -> c', '', 'a1 b1 a2 b2 c', 'a1 b1 c | a1 b1 a2 b2 c | a2 b2 c'],
  ['c -> (a b)+ -> d', '', 'c a1 b1 a2 b2 d', 'c a1 b1 d | c a1 b1 a2 b2 d'],
  ['c -> (a b)+ strict -> d', '', 'c a1 b1 d a2 b2 d', 'c a1 b1 d'],
  ['c (a b)? d', '', 'c d', 'c d'],
  ['c (a b)? d', '', 'c a b d', 'c a b d'],
  ['c (a b)* d', '', 'c a1 b1 a2 b2 d', 'c a1 b1 a2 b2 d'],
  ['c ->> (a b) -> d', '', 'c a1 b1 a2 b2 d', 'c a1 b1 d | c a2 b2 d'],
  ['(a b)+ until(x) -> d', 'x=x', 'a1 b1 x a2 b2 d', 'a1 b1 d | a2 b2 d'],
  ['((a b){2} c){2}', '', 'a1 b1 a2 b2 c1 a3 b3 a4 b4 c2', 'a1 b1 a2 b2 c1 a3 b3 a4 b4 c2'],
  ['(a b? c)+ -> d', '', 'a1 c1 a2 b2 c2 d', 'a1 c1 d | a1 c1 a2 b2 c2 d | a2 b2 c2 d'],
  // Each way past what can be left out is a match, as in Flink.
  ['c (b?){1,2} d', '', 'c d', 'c d | c d'],
  ['(c (b?){1,2}){1,} d', '', 'c1 c2 d', 'c1 c2 d | c1 c2 d | c1 c2 d | c1 c2 d | c2 d | c2 d'],
];
const NEGATION: readonly Case[] = [
  ['a !b c', '', 'a c', 'a c'],
  ['a !b -> c', '', 'a b c', ''],
  ['a !b -> c', '', 'a d b c', 'a c'],
  ['a -> !b -> c', '', 'a d b c', ''],
  ['a -> !b -> c', '', 'a d c b', 'a c'],
  ['a -> !b -> c', 'b=(event.channel in ["b", "c"])', 'a d c', 'a c'],
  ['a -> !b -> c -> d', 'b=(event.channel in ["b", "c"])', 'a c d', ''],
  ['a !b c?', '', 'a b', 'a'],
  ['a -> !b', 'within=10', 'a d ~20', 'a'],
  ['a -> !b', 'within=10', 'a b ~20', ''],
  ['a -> !b', 'each=10', 'a d ~20', 'a'],
  ['a !b', '', 'a c', 'a'],
  ['a !b', '', 'a b', ''],
  ['a !b', '', 'a', ''],
  ['a !b c?', '', 'a b', 'a'],
  ['a -> !b -> c? -> d', '', 'a c b d', 'a c d'],
  ['a -> !b -> c? -> d', '', 'a b d', ''],
  ['a+ -> !b -> c', '', 'a1 b a2 c', 'a2 c'],
  ['((a){2,})+ -> !b -> c', '', 'a1 b a2 c', ''],
  // The group's `until` closes also the way to the forbidden event.
  ['((a){2,})+ until(b) -> !b2x -> c', 'b2x=b', 'a1 b a2 c', 'a1 a2 c'],
  ['a -> (c !b d)', '', 'a c1 b c2 d', ''],
  ['a ->> (c !b d)', '', 'a c1 b c2 d', 'a c2 d'],
];
const TIME_AND_SKIP: readonly Case[] = [
  ['a -> b', 'within=3', 'a d d b', ''],
  ['a -> b', 'within=4', 'a d d b', 'a b'],
  ['a -> b -> c', 'each=2', 'a b c', 'a b c'],
  ['a -> b -> c', 'each=2', 'a d b c', ''],
  ['a -> b', 'session=5', 'a ~5 d b', 'a b'],
  ['a -> b', 'session=5', 'a ~6 d b', ''],
  ['a+ -> c', 'skip=past-last', 'a1 a2 a3 c', 'a1 a2 a3 c'],
  ['b+ c', 'skip=next', 'b1 b2 b3 c', 'b1 b2 b3 c | b2 b3 c | b3 c'],
  ['a -> b', 'skip=past-last', 'a1 a2 b1 b2', 'a1 b1'],
  ['a -> b', 'skip=next', 'a1 a2 b1 b2', 'a1 b1 | a2 b1'],
  ['a ->> b', 'skip=next', 'a1 b1 b2', 'a1 b1'],
  ['a -> b -> c', 'skip=first(b)', 'a1 a2 b c', 'a1 b c'],
  ['b+ c', 'skip=last(b)', 'b1 b2 b3 c', 'b1 b2 b3 c | b3 c'],
  ['a b? c', 'skip=last(b)', 'a1 c1 a2 b2 c2', 'a1 c1 | a2 b2 c2'],
];
const A_OR_B = 'b=(event.channel == "a" || event.channel == "b")';
const CHOICE: readonly Case[] = [
  ['(a | b) -> c', '', 'a b c', 'a c | b c'],
  ['a | b', '', 'a c b', 'a | b'],
  ['x -> (a | b) -> c', '', 'x b a c', 'x b c'],
  ['x (a | b)', '', 'x d a', ''],
  ['x ->> (a | b)', '', 'x b a', 'x b | x a'],
  ['(a | b){3} -> c', '', 'a b d a c', 'a b a c'],
  ['x (a | b)+ strict -> c', '', 'x a b d a c', 'x a c | x a b c'],
  ['x (a | b)+ any -> c', '', 'x a b c', 'x a c | x a b c'],
  ['x (a | b)? c', '', 'x b c', 'x b c'],
  ['x (a | b)? c', '', 'x c', 'x c'],
  ['x -> !n -> (a | b)', '', 'x n a', ''],
  ['(a | b) -> !n -> c', '', 'a n b c', 'b c'],
  ['(a | b)+ until(x) -> c', '', 'a b x a c', 'a c | a b c | b c | a c'],
  ['x (a | b)+ greedy -> d', 'd=(event.channel in ["a", "b", "d"])', 'x a b d', 'x a b d'],
  ['((a | b) -> c){2}', '', 'a c b c', 'a c b c'],
  ['x -> (a | b | c)', '', 'x d c', 'x c'],
  ['x -> ((a | b) | c)', '', 'x d b', 'x b'],
  ['x -> (a | b)', A_OR_B, 'x a', 'x a'],
  ['x -> (a -> c | b)', '', 'x d a b c', 'x a c'],
  ['x -> (a -> c | b)', A_OR_B, 'x a d c', 'x a | x a c'],
  ['a -> b | c -> d', '', 'a c b d', 'a b | c d'],
  ['x -> (a b | c){2} -> d', '', 'x a b c d', 'x a b c d'],
  ['x -> (a b | c){2} -> d', '', 'x a d b c d', ''],
  ['x -> (a{2} | b) -> d', '', 'x a c a d', 'x a a d'],
  ['x -> ((a -> b){2} -> c | d)', '', 'x a b a b c', 'x a b a b c'],
];

describe.each([
  ['contiguity', CONTIGUITY],
  ['choices', CHOICE],
  ['repeats', REPEATS],
  ['groups', GROUPS],
  ['negation', NEGATION],
  ['windows, sessions, skipping', TIME_AND_SKIP],
])('sequence: %s', (_, cases) => {
  it.each(cases)('%s [%s]: %s → %s', (sequence, options, input, expected) => {
    expect(matchesOf(patternOf(sequence, options), input)).toEqual(sorted(expected));
  });

  it.each(cases)(
    '%s [%s]: written and read back after every event → the same',
    (sequence, options, input, expected) => {
      expect(matchesOf(patternOf(sequence, options), input, true)).toEqual(sorted(expected));
    },
  );
});

describe('steps: limits of a single step', () => {
  const where = (channel: string) => `event.channel == '${channel}'`;
  const a = { name: 'a', where: where('a') };
  const b = { name: 'b', contiguity: 'relaxed', where: where('b') };

  it.each([
    ['b within 3 ms of a', [a, { ...b, withinPreviousMs: 3 }], 'a d b', 'a b'],
    ['b within 3 ms of a', [a, { ...b, withinPreviousMs: 3 }], 'a d d b', ''],
    ['no b within 3 ms of a', [a, { ...b, not: true, withinPreviousMs: 3 }], 'a d d d', 'a'],
    ['no b within 3 ms of a', [a, { ...b, not: true, withinPreviousMs: 3 }], 'a d b d', ''],
    // As in Flink, where the limit between repeats counts from the step before and leaves out the last repeat.
    ['b twice within 3 ms', [a, { ...b, times: { from: 2, to: 2, withinMs: 3 } }], 'a b1 ~9 b2', 'a b1 b2'],
    ['b twice within 3 ms', [a, { ...b, times: { from: 2, to: 2, withinMs: 3 } }], 'a ~9 b1 b2', ''],
  ])('%s: %3$s → %4$s', (_, steps, input, expected) => {
    const pattern = compilePattern({ pattern: 'p', by: 'card', steps, then: { risk: 1, reason: 'R' } });
    expect(matchesOf(pattern, input)).toEqual(sorted(expected));
    expect(matchesOf(pattern, input, true)).toEqual(sorted(expected));
  });
});

describe('partial matches whose time is up', () => {
  it.each([
    ['a -> b', 'within=3', 'a1 d a2 d', 'a1 at 3'],
    ['a+ -> b', 'within=3', 'a1 a2 ~9', 'a1 at 3 | a1 a2 at 3 | a2 at 4'],
    ['a -> b -> c', 'each=2', 'a b ~9', 'a b at 3'],
    ['a -> !b', 'within=3', 'a ~9', ''],
    ['a -> b', 'within=3', 'a b ~9', ''],
  ])('%s [%s]: %s → %s', (sequence, options, input, expected) => {
    const pattern = patternOf(sequence, options, { reportExpired: true });
    const { state, expired } = advance(pattern, undefined, eventsOf(input));
    const ends = /~(\d+)$/.exec(input);
    const late = ends ? advanceTime(pattern, state, Number(ends[1])).expired : [];
    const texts = [...expired, ...late].map((run) => `${textOf(run)} at ${run.atMs}`);
    expect(texts.sort()).toEqual(sorted(expected));
  });
});

describe('sequence: conditions over what was matched', () => {
  it('an average of the loop: → judged on the events that the run has taken', () => {
    const pattern = compilePattern({
      pattern: 'p',
      by: 'card',
      within: '1h',
      sequence: 'probe{2,} -> cashout',
      where: {
        probe: "event.channel == 'p'",
        cashout: "event.channel == 'c' && event.amount > 3 * avg(matched.probe.map(e, e.amount))",
      },
      then: { risk: 1, reason: 'R' },
    });
    const amounts = (values: readonly [string, number][]) =>
      values.map(([channel, amount], i) => ({ ...event(channel, i), amountMinor: amount }));
    const found = (values: readonly [string, number][]) => advance(pattern, undefined, amounts(values)).matches.length;
    expect(
      found([
        ['p', 10],
        ['p', 20],
        ['c', 46],
      ]),
    ).toBe(1);
    expect(
      found([
        ['p', 10],
        ['p', 20],
        ['c', 45],
      ]),
    ).toBe(0);
    expect(
      found([
        ['p', 10],
        ['p', 20],
        ['p', 90],
        ['c', 60],
      ]),
    ).toBe(1);
  });

  it('a condition that raises: → false, and counted', () => {
    const pattern = compilePattern({
      pattern: 'p',
      by: 'card',
      sequence: 'a b',
      where: { a: "event.channel == 'a'", b: 'matched.a[1].amount > 0' },
      then: { risk: 1, reason: 'R' },
    });
    const result = advance(pattern, undefined, [event('a', 0), event('b', 1)]);
    expect(result.matches).toEqual([]);
    expect(result.stats.failedConditions).toBe(1);
  });

  it.each([
    ["event.attributes.risk == 'high'", 1],
    ["event.channel == 'x' && event.attributes.risk == 'high'", 0],
    ["event.attributes['risk'] == 'high' || event.amount < 0", 1],
    ['!(event.attributes.score < 5) && event.attributes.score > 2', 1],
    ["has(event.attributes.risk) && event.attributes.risk == 'high'", 0],
    ["'risk' in event.attributes && event.amount * 2 > event.attributes.risk", 0],
    ["event.attributes.risk != 'high' && event.amount < 0", 0],
  ])('an attribute that the event lacks, %s: → false, and counted unless it was asked for: %i', (where, counted) => {
    const predicates = new Predicates<TransactionLike>();
    const pattern = compilePattern(
      { pattern: 'p', by: 'card', sequence: 'a', where: { a: where }, then: { risk: 1, reason: 'R' } },
      { predicates },
    );
    const alone = advance(pattern, undefined, [event('a', 0)]);
    expect([alone.matches.length, alone.stats.failedConditions]).toEqual([0, counted]);
    const among = new ManyPatterns([pattern], predicates).advance(undefined, event('a', 1));
    expect([among.results.length, among.failedConditions]).toEqual([0, counted]);
  });
});

const letters = fc.array(fc.constantFrom('a', 'b', 'c', 'd', '~3'), { maxLength: 14 }).map((all) => all.join(' '));
const anyCase = fc.constantFrom(...CONTIGUITY, ...REPEATS, ...GROUPS, ...NEGATION, ...CHOICE, ...TIME_AND_SKIP);

describe('choices: properties', () => {
  const either = 'e=(event.channel == "a" || event.channel == "b")';
  it.each([
    'c -> % -> d',
    '%{2} -> d',
    'c %+ -> d',
    'c -> %+ any -> d',
    'c %+ strict d',
    'c ->> %{1,3} d',
    'c -> %? -> d',
    'c -> %+ -> !d -> c2',
    '(c -> %){2}',
    '(% -> c)+ -> d',
    'c %{2,} greedy -> d',
    'c -> %+ until(d) -> c2',
    'c -> !d -> %',
  ])('%s: any events → a choice of single steps takes what one step with either condition takes', (template) => {
    const [choice, plain] = ['(a | b)', 'e'].map((one) =>
      patternOf(template.replace('%', one), `${either} c2=c`, { unused: true }),
    );
    fc.assert(
      fc.property(letters, (input) => {
        expect(matchesOf(choice!, input)).toEqual(matchesOf(plain!, input));
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['c (a b | d a2)', ['c a b', 'c d a2']],
    ['c ->> (a -> b | d -> a2)', ['c ->> a -> b', 'c ->> d -> a2']],
    ['c ->> (a+ -> b | d) -> a2', ['c ->> a+ -> b -> a2', 'c ->> d -> a2']],
    ['a -> b | c -> d', ['a -> b', 'c -> d']],
    ['c (a b? | d !b2) a2', ['c a b? a2', 'c d !b2 a2']],
    [
      'c (a b | d{2} strict){2} strict a2',
      ['c a b a3 b2 a2', 'c a b d{2} strict a2', 'c d{2} strict a b a2', 'c d{4} strict a2'],
    ],
  ])('%s: any events → the matches of the sequence written once for each alternative', (choice, alternatives) => {
    const whole = patternOf(choice, 'a2=a a3=a b2=b', { unused: true });
    const parts = alternatives.map((one) => patternOf(one, 'a2=a a3=a b2=b', { unused: true }));
    fc.assert(
      fc.property(letters, (input) => {
        expect(matchesOf(whole, input)).toEqual(parts.flatMap((one) => matchesOf(one, input)).sort());
      }),
      { numRuns: 150 },
    );
  });
});

describe('advance: properties', () => {
  it('any split into batches, any restart: → the same matches', () => {
    fc.assert(
      fc.property(anyCase, letters, fc.array(fc.nat(3), { minLength: 14, maxLength: 14 }), (one, input, cuts) => {
        const pattern = patternOf(one[0], one[1]);
        const whole = matchesOf(pattern, input);
        expect(matchesOf(pattern, input, true)).toEqual(whole);
        expect(inBatches(pattern, eventsOf(input), cuts)).toEqual(
          inBatches(
            pattern,
            eventsOf(input),
            cuts.map(() => 1),
          ),
        );
      }),
      { numRuns: 400 },
    );
  });
});
