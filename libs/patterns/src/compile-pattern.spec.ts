import { describe, expect, it } from 'vitest';
import type { TransactionLike } from '#cel';
import {
  advance,
  advanceTime,
  canStart,
  checkPattern,
  compilePattern,
  decodeState,
  encodeState,
  PatternError,
  runExamples,
} from './index.js';

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

  it.each([
    ['a ->', 'a step is missing at the end', 5],
    ['a - b', 'unexpected `-`', 3],
    ['!a -> b', 'a sequence or group can’t begin with `!`', 1],
    ['a ->> !b', 'write `-> !step`; `->>` has no meaning before `!`', 7],
    ['a !b+ c', 'a negated step can’t be repeated or optional', 5],
    ['a{3,2}', '{3,2} has its bounds the wrong way round', 3],
    ['a{0}', 'a step that occurs 0 times says nothing; write `!step` to exclude it', 3],
    ['a{500}', 'at most 100 repeats', 3],
    ['(a b', 'the group is not closed', 1],
    ['a b)', 'unexpected `)`', 4],
    ['a strict', '`strict` says how repeats follow each other; `a` has none', 3],
    ['a+ until x', 'write until(name), with the condition in `where`', 10],
    ['a | ', 'a step is missing at the end', 5],
    ['(a | | b)', 'expected a step, but found `|`', 6],
    ['a -> | b', 'expected a step, but found `|`', 6],
    [
      'x -> ((a b) -> c){2} strict',
      'a repeated group that begins with a group must follow as its rounds do: strict',
      6,
    ],
    ['any -> b', '`any` can’t name a step', 1],
  ])('sequence %s: → %s', (sequence, detail, column) => {
    const [problem] = problemsOf({ sequence });
    expect(problem).toMatchObject({ pointer: '/sequence', detail, expression: { line: 1, column } });
  });

  it.each([
    ['a -> a', 'the step name `a` is used twice; give the second its own name, with the same condition'],
    ['a -> !b', 'step `b`: `-> !b` at the end needs `within`, to know when its time is up'],
    ['a? !b c', 'step `b`: a negated step can’t directly follow an optional one'],
    ['a{2} until(b) -> c', 'step `a`: `until` ends a loop, and it is none; write `+`'],
    ['a{1,3} any greedy -> c', 'step `a`: `greedy` and `any` contradict each other'],
    ['a{1,3} greedy b? c', 'step `b`: an optional step can’t follow a greedy one'],
    ['(a -> !b) c', 'step `b`: a group can’t end with `-> !b`; put what follows the group inside it'],
    ['a -> b+ greedy', '`greedy` needs a step after it to hold back; at the end it changes nothing, leave it out'],
    ['(a | b) | !c', 'a sequence or group can’t begin with `!`'],
    [
      '(a? | b) c',
      'the choice: step `a` could take no event at its beginning; make the choice as a whole optional, or write `a b | b`',
    ],
    ['(a -> b | c)+ greedy d', 'the choice: a choice with alternatives of several events can’t be greedy'],
    ['(a -> !b | c) d', 'step `b`: a group can’t end with `-> !b`; put what follows the group inside it'],
    ['(a | b | a) c', 'the step name `a` is used twice; give the second its own name, with the same condition'],
    [
      '(((a b) c){2} | d) e',
      'the choice: the group is an alternative: a group repeated in it can’t begin with a group',
    ],
    ['a{100} b{100} c{100}', 'a match needs 300 events, and a run holds at most 256; use smaller counts'],
    ['a+ -> b', '`a` repeats without end; give the pattern `within` or `session`, or the step a highest count'],
    ['(a b){90} (c d){90} (e f){90}', 'the repeats multiply to too many states; use smaller counts or a loop'],
  ])('a sequence that has no sensible meaning, %s: → %s', (sequence, detail) => {
    expect(problemsOf({ sequence, within: undefined }).map((problem) => problem.detail)).toContain(detail);
  });

  it('a repeated group that may take nothing: → refused, it would go round for ever', () => {
    expect(problemsOf({ sequence: 'a -> (b? c?)+ -> d' })[0]!.detail).toMatch('must hold a step that is not optional');
  });

  it('every mistake of a document: → its line and column', () => {
    const error = errorOf(`pattern: p
by: card
within: 10m
sequence: "a -> b"
where:
  a: "event.amuont > 5"
  b: "matched.c.size() > 1"
then: {risk: 0.5, reason: R}
`);
    expect(error.problems).toEqual([
      {
        pointer: '/where/a',
        detail: 'no field `amuont` in event; did you mean `amount`?',
        expression: { line: 1, column: 7 },
        line: 6,
        column: 13,
      },
      {
        pointer: '/where/b',
        detail: 'no field `c` in matched; did you mean `a`?',
        expression: { line: 1, column: 9 },
        line: 7,
        column: 15,
      },
    ]);
  });

  it('mistakes of every kind at once: → all told, in the order of the document', () => {
    const error = errorOf(`pattern: P
by: crad
withn: 10m
sequence: >-
  porbe{3,} ->
  cashout
skip: last(cashuot)
where:
  probe: >-
    event.outcome == 'declined'
    && event.amuont < 500
  cashout: |
    event.amount > 10
      * matched.porbes.size()
then: {risk: 0.5, reason: R}
examples:
  - {events: [{at: 0s, amount: ten}], matches: 1}
`);
    expect(error.problems.map(({ line, column, detail }) => `${line}:${column} ${detail}`)).toEqual([
      '1:10 must be lower-kebab-case, at most 64 characters',
      '2:5 must be one of account, card, device, ip, merchant; did you mean `card`?',
      '3:1 unknown field `withn`; did you mean `within`?',
      '5:3 `porbe` has no condition; did you mean `probe`?',
      '5:3 `porbe` repeats without end; give the pattern `within` or `session`, or the step a highest count',
      '7:7 skip: there is no step `cashuot`; did you mean `cashout`?',
      '9:3 no step or until() of the sequence is called `probe`; did you mean `porbe`?',
      '14:17 no field `porbes` in matched; did you mean `porbe`?',
      '17:32 must be a number',
    ]);
  });

  it('a sequence that can’t be read: → its conditions are checked all the same', () => {
    const found = problemsOf({ sequence: 'a -> (b', where: { a: 'event.amuont > 1', b: 'matched.a.size() > 0' } });
    expect(found.map(({ pointer }) => pointer)).toEqual(['/sequence', '/where/a']);
  });

  it('a thousand problems: → the first hundred', () => {
    const where = Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`name${i}`, 'true']));
    const found = problemsOf({ sequence: 'a', where: { ...where, a: 'true' } });
    expect(found).toHaveLength(100);
    expect(found.at(-1)!.detail).toBe('and 21 more problems');
  });

  it.each([
    ['pattern: p\npattern: q\n', 2, 1, 'the field `pattern` is given twice'],
    ['pattern: p\nby: [card\n', 3, 1, /^this is no YAML: /],
    ['pattern: p\nwhere:\n\ta: "true"\n', 3, 1, /tab/],
    ['[1, 2]', 1, 1, 'must be a map of fields'],
  ])('a text that is no definition, %j: → line %i, column %i', (text, line, column, detail) => {
    const [problem] = errorOf(text).problems;
    expect(problem).toMatchObject({ line, column });
    expect(problem!.detail).toMatch(detail);
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

  it.each([
    [{ where: { a: 'true' } }, '`b` has no condition; write one in `where` ("true" takes every event)'],
    [
      { where: { a: 'true', b: 'true', bb: 'true' } },
      'no step or until() of the sequence is called `bb`; did you mean `b`?',
    ],
    [{ where: { a: 'true', bb: 'true' } }, '`b` has no condition; did you mean `bb`?'],
    [{ skip: 'last(bb)' }, 'skip: there is no step `bb`; did you mean `b`?'],
    [
      { sequence: '(a | b) -> c', skip: 'last(a)', where: { a: 'true', b: 'true', c: 'true' } },
      'skip: `a` is inside a group or choice, and can be found several times or not at all; name another step',
    ],
    [{ skip: 'first(a)' }, 'skip: `first(a)` is where the match begins, so nothing is skipped; write `next`'],
    [{ withn: '10m' }, 'unknown field `withn`; did you mean `within`?'],
    [{ within: { eech: '1m' } }, 'unknown field `eech`; did you mean `each`?'],
    [{ within: 5 }, 'must be a text or a map of fields'],
    [{ by: 'crad' }, 'must be one of account, card, device, ip, merchant; did you mean `card`?'],
    [{ then: undefined }, 'is missing'],
    [{ then: { risk: 2, reason: 'R' } }, 'must be at most 1'],
    [{ where: { a: 'true', b: '' } }, 'must not be empty'],
    [{ examples: [{ events: [{ at: 0, amuont: 1 }], matches: 0 }] }, 'unknown field `amuont`; did you mean `amount`?'],
    [{ where: { a: 'false', b: 'true' } }, 'this is never true'],
    [{ where: { a: 'matched.b.size() > 0', b: 'true' } }, '`matched.b` is always empty here: `b` comes after `a`'],
    [
      { where: { a: 'true', b: 'matched.b.size() == 0' } },
      '`matched.b` is always empty here: `b` takes one event, and this is the one that is tested',
    ],
    [{ skip: 'sometimes' }, 'must be none, next, past-last, first(step) or last(step)'],
    [{ within: 'ten minutes' }, 'must be a duration such as 90s, 10m, 1h30m or 7d'],
    [{ session: '400d' }, 'is longer than 90 days'],
    [{ sequence: undefined }, 'give either `sequence` (with `where`) or `steps`'],
  ])('a document with %o: → %s', (over, detail) => {
    const found = problemsOf({ sequence: 'a -> b', where: { a: 'true', b: 'true' }, ...over });
    expect(found.map((problem) => problem.detail)).toContain(detail);
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
    expect(() => decodeState(pattern, bytes.with(last, 0x7f))).toThrow('refers to something');
  });
});

const names = ['a', 'b', 'c', 'd', 'e', 'f'];

type Overrides = Record<string, unknown> & { readonly sequence?: string | undefined };

function documentWith(over: Overrides): Record<string, unknown> {
  const sequence = over.sequence ?? '';
  const where = Object.fromEntries(
    names.filter((name) => new RegExp(`\\b${name}\\b`).test(sequence)).map((name) => [name, 'true']),
  );
  const document = { pattern: 'p', by: 'card', within: '10m', where, then: { risk: 0.5, reason: 'R' }, ...over };
  return Object.fromEntries(Object.entries(document).filter(([, value]) => value !== undefined));
}

function problemsOf(over: Overrides): PatternError['problems'] {
  return errorOf(documentWith(over)).problems;
}

function errorOf(source: unknown): PatternError {
  try {
    compilePattern(source);
  } catch (error) {
    if (error instanceof PatternError) return error;
    throw error;
  }
  throw new Error('compiled');
}
