import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPattern, compilePattern, PatternError } from './index.js';
import { documentWith, type Overrides } from './testing/document-with.js';

describe('problems of a definition', () => {
  it('what neither records nor PostgreSQL can keep: → refused with its place, raw or by escapes', () => {
    const detail = 'must not contain NUL, or half of a surrogate pair';
    expect(problemsIn('pattern: a\ntitle: "\\ud800"\n')).toEqual([{ pointer: '/title', detail, line: 2, column: 8 }]);
    expect(problemsIn('pattern: a\n# \0')).toEqual([{ pointer: '', detail, line: 2, column: 3 }]);
    expect(errorOf({ where: { a: "event.id == '\ud800'" } }).problems).toEqual([{ pointer: '/where/a', detail }]);
    expect(errorOf({ examples: [{ events: [{ attributes: { 'a\0': 1 } }] }] }).problems).toEqual([
      { pointer: '/examples/0/events/0/attributes', detail },
    ]);
  });

  it('a value nested too deeply, one that is a part of itself: → problems, not an accident', () => {
    let deep: object = {};
    for (let i = 0; i < 20_000; i++) deep = { deep };
    expect(errorOf(deep).problems).toEqual([{ pointer: '', detail: 'is nested too deeply' }]);
    expect(problemsIn('a: &a [*a]')).not.toEqual([]);
  });

  it('more problems than are told: how many more comes last', () => {
    const problems = problemsIn('['.repeat(500));
    expect(problems).toHaveLength(100);
    expect(problems.at(-1)!.detail).toMatch(/^and \d+ more problems$/);
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

  it('time limits that would have no effect: → refused at the limit, with what to write instead', () => {
    const error = errorOf(`pattern: p
by: card
within: 10m
steps:
  - name: a
  - name: pair
    withinPreviousMs: 60000
    group:
      - { name: b, times: { from: 2, withinMs: 5 }, withinPreviousMs: 7 }
      - { name: c, contiguity: relaxed, withinPreviousMs: 1000 }
  - name: either
    choice: true
    withinPreviousMs: 1000
    group: [{ name: d }, { name: e }]
  - { name: n, not: true, contiguity: relaxed, withinPreviousMs: 3 }
  - name: rounds
    times: { from: 2, to: 3, withinMs: 5 }
    group: [{ name: f }, { name: g, choice: true, group: [{ name: h }, { name: i }], times: { from: 2, to: 2 }, withinPreviousMs: 5 }]
then: {risk: 0.5, reason: R}
`);
    const each = 'write `within: {each: …}`, which holds for all steps';
    expect(error.problems.map(({ line, column, detail }) => `${line}:${column} ${detail}`)).toEqual([
      '7:23 `withinPreviousMs` of a group would have no effect; give it to the first step of the group',
      `9:71 \`b\` repeats, and \`withinPreviousMs\` would have no effect; ${each}`,
      '15:66 `withinPreviousMs` of `!n` would have no effect here; give it to the step after it',
      `17:40 \`times.withinMs\` of a group would have no effect; give its steps \`withinPreviousMs\`, or ${each}`,
      `18:131 the choice repeats, and \`withinPreviousMs\` would have no effect; ${each}`,
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
      '11:14 no field `amuont` in event; did you mean `amount`?',
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
    [
      { sequence: 'a -> !b -> c', skip: 'last(b)', where: { a: 'true', b: 'true', c: 'true' } },
      'skip: `b` takes no event, and so nothing is skipped; name a step that does',
    ],
    [
      { ...STEPS, steps: [{ name: 'a', times: { from: 2, withinMs: 60_001 } }] },
      'step `a`: the time between its repeats is longer than the whole pattern’s `within`',
    ],
    [
      { ...STEPS, steps: [{ name: 'a' }, { name: 'b', withinPreviousMs: 60_001 }] },
      'step `b`: the time from the previous event is longer than the whole pattern’s `within`',
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
    [{ examples: [{ events: [{ at: 'noon' }], matches: 0 }] }, 'must be an offset such as 90s, or a date-time'],
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

  it('an example that fails: → refused at its number of matches', () => {
    expect(problemsIn(WHOLE.replace('matches: 0', 'matches: 3'))).toEqual([
      { pointer: '/examples/0/matches', detail: 'example 1: expected 3 matches, found 0', line: 24, column: 46 },
    ]);
  });

  it('the definition that the next test damages: → compiles', () => {
    expect(problemsIn(WHOLE)).toEqual([]);
  });

  it('hostile text: any damage to a definition → compiles or is refused in words, at a place inside of it', () => {
    const piece = fc.constantFrom(...PIECES);
    const damage = fc.tuple(fc.nat(600), fc.nat(12), piece);
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 4 }), (damages) => {
        let text = WHOLE;
        for (const [at, length, by] of damages) text = text.slice(0, at) + by + text.slice(at + length);
        const lines = text.split('\n');
        for (const { line, column, detail } of problemsIn(text)) {
          expect(detail).not.toBe('');
          expect(lines.length + 1).toBeGreaterThanOrEqual(line ?? 1);
          expect((lines[(line ?? 1) - 1] ?? '').length + 1).toBeGreaterThanOrEqual(column ?? 1);
        }
      }),
      { numRuns: 200 },
    );
  });
});

const PIECES =
  '( ) | -> ! {2,} + ? greedy until(a) \' " >- |\\n \\n \\t : - __proto__ constructor &a *a null 9e99 [ { # matched.a 😀 0s'
    .split(' ')
    .map((piece) => piece.replace('\\n', '\n').replace('\\t', '\t'));

/** For a document with canonical steps. */
const STEPS = { sequence: undefined, where: undefined, within: '1m' };

const WHOLE = `pattern: p
by: card
within: {each: 10m}
session: 1h
skip: last(c)
sequence: >-
  a{2,} any until(x) -> (b -> d | c2)? -> e ->
  !n -> c
where:
  a: 'event.channel == ''atm'' && matched.a.size() < 5'
  b: "event.outcome == \\"declined\\""
  c: >-
    event.amount > 10
    && sum(matched.a.map(e, e.amount)) > 5
  c2: |
    event.card.country
      != 'US'
  d: true && has(event.card)
  e: matched.d.size() == 0
  n: event.attributes.x > 1
  x: event.amount / 2 > 1
then: {risk: 0.5, reason: R}
examples:
  - {events: [{at: 0s, amount: 1}], matches: 0}
`;

function problemsIn(text: string): PatternError['problems'] {
  try {
    checkPattern(text);
    return [];
  } catch (error) {
    if (error instanceof PatternError) return error.problems;
    throw error;
  }
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
