import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ConformanceCase } from './conformance-case.js';
import { judgeCase } from './judge-case.js';
import { caseFilesIn, readCases } from './read-cases.js';
import { sequenceText } from './sequence-text.js';

/** `a -> b` within 10 ms over a, b and another a. */
const RIGHT: ConformanceCase = {
  id: 'right',
  pattern: {
    stages: [
      { name: 'a', where: "event.name == 'a'" },
      { name: 'b', contiguity: 'followedBy', where: "event.name == 'b'" },
    ],
    within: 10,
  },
  events: [
    { t: 1, id: 0, name: 'a', price: 1 },
    { t: 2, id: 1, name: 'b', price: 1 },
    { t: 3, id: 2, name: 'a', price: 1 },
  ],
  watermarks: [{ after: 2, t: 99 }],
  matches: [{ a: [0], b: [1] }],
  at: [1],
  timeouts: [{ a: [2] }],
  timeoutsAt: ['w0'],
  timeoutTimes: [13],
  remainingPartials: 0,
  bufferEmpty: true,
};

/** The keyed operator: event 2 is late, and the match comes with the first watermark. */
const OPERATOR: ConformanceCase = {
  ...RIGHT,
  id: 'operator',
  mode: 'operator',
  watermarks: [
    { after: 1, t: 3 },
    { after: 2, t: 99 },
  ],
  at: ['w0'],
  timeouts: [],
  timeoutsAt: [],
  timeoutTimes: [],
  late: [2],
};

const NO_SUCH_STEP: ConformanceCase = {
  ...RIGHT,
  pattern: { ...RIGHT.pattern, skip: { strategy: 'skipToFirst', to: 'a', throwOnMiss: true } },
  error: 'Could not skip to first element of a match.',
  errorPhase: 'runtime',
};

const ENDS_GROUP_WITH_NOT: ConformanceCase = {
  ...RIGHT,
  pattern: { stages: [{ name: 'g', group: [{ name: 'a' }, { name: 'b', contiguity: 'notFollowedBy' }] }] },
};

describe('judge case', () => {
  it.each([
    ['the recorded answer', RIGHT],
    ['the recorded answer of the keyed operator', OPERATOR],
    ['a skip that must fail', NO_SUCH_STEP],
    ['a pattern that must be refused', { ...RIGHT, error: 'no', pattern: { stages: [{ name: 'a' }, { name: 'a' }] } }],
    ['a notFollowedBy that ends a group, which Flink ignores', ENDS_GROUP_WITH_NOT],
  ])('%s: → passed', (_, one) => {
    expect(judgeCase(one)).toEqual({ result: 'passed', reasons: [] });
  });

  it.each<readonly [string, Partial<ConformanceCase>, string]>([
    ['another match', { matches: [{ a: [2] }] }, 'matches: have a=0 b=1'],
    [
      'a match twice',
      { matches: [...RIGHT.matches!, ...RIGHT.matches!], at: [1, 1] },
      'matches, besides 1 that agree: have none',
    ],
    ['a match elsewhere', { at: [2] }, 'matches at: have a=0 b=1 at 1'],
    ['another time-out', { timeouts: [] }, 'time-outs: have a=2'],
    ['a time-out elsewhere', { timeoutsAt: [2] }, 'time-outs at: have a=2 at w0'],
    ['a time-out at another time', { timeoutTimes: [12] }, 'times of time-outs: have a=2 at 13'],
    ['late events', { late: [2] }, 'late events: have none'],
    ['runs left', { remainingPartials: 1 }, 'runs left: have 0, want 1'],
    ['a buffer that is not empty', { bufferEmpty: false }, 'buffer empty: have true, want false'],
    ['a refusal', { error: 'no' }, 'must be refused: no'],
    ['anything, but a refusal', { pattern: { stages: [{ name: 'a' }, { name: 'a' }] } }, 'is refused: '],
    ['a failure', { error: 'no', errorPhase: 'runtime' }, 'must fail: no'],
    ['no failure', { ...NO_SUCH_STEP, error: undefined! }, 'fails: the match would be skipped to its own first event'],
    ['a condition that does not compile', { pattern: { stages: [{ name: 'a', where: 'nothing' }] } }, 'stops with '],
  ])('%s that the engine does not give: → failed, and why', (_, change, reason) => {
    const verdict = judgeCase({ ...RIGHT, ...change });
    expect(verdict.result).toBe('failed');
    expect(verdict.reasons[0]).toContain(reason);
  });

  it('an order that differs: → failed only where the order counts', () => {
    const twice = [
      { t: 1, id: 0, name: 'a' },
      { t: 2, id: 1, name: 'a' },
      { t: 3, id: 2, name: 'b' },
    ];
    const matches = [
      { a: [1], b: [2] },
      { a: [0], b: [2] },
    ];
    const one: ConformanceCase = { id: 'order', pattern: RIGHT.pattern, events: twice, matches };
    expect(judgeCase(one).result).toBe('passed');
    expect(judgeCase({ ...one, ordered: true }).result).toBe('failed');
  });

  it.each([{ quirks: ['Q1'] }, { tieBreak: 'heap' }])('%j: → not counted, but said', (mark) => {
    expect(judgeCase({ ...RIGHT, ...mark }).result).toBe('not counted');
    const other = judgeCase({ ...RIGHT, ...mark, matches: [] });
    expect(other.result).toBe('not counted');
    expect(other.reasons.join()).toContain('other than Flink');
  });
});

describe('case files', () => {
  const dir = mkdtempSync(join(tmpdir(), 'caracal-cases-'));
  afterAll(() => rmSync(dir, { recursive: true }));
  const file = (name: string, text: string): void => {
    mkdirSync(join(dir, 'deep', 'er'), { recursive: true });
    writeFileSync(join(dir, name), text);
  };

  it('a folder: → its files at any depth, in order', () => {
    file('b.json', '[]');
    file('deep/er/a.json', JSON.stringify([RIGHT]));
    file('README.md', '');
    expect(caseFilesIn(dir)).toEqual(['b.json', 'deep/er/a.json']);
    expect(readCases(dir, 'deep/er/a.json').cases).toEqual([RIGHT]);
  });

  it('no folder, or one without cases: → refused by name', () => {
    mkdirSync(join(dir, 'empty'));
    expect(() => caseFilesIn(join(dir, 'empty'))).toThrow(/empty: holds no case files/);
    expect(() => caseFilesIn(join(dir, 'none'))).toThrow(/none: can't be read/);
  });

  it.each([
    ['[', "can't be read"],
    ['{"a": 1}', 'is no list of cases'],
    ['[{"id": "x"}]', 'entry 0 is no case'],
    ['[null]', 'entry 0 is no case'],
  ])('a file with %s: → refused by name', (text, detail) => {
    file('wrong.json', text);
    expect(() => readCases(dir, 'wrong.json')).toThrow(`wrong.json: ${detail}`);
  });
});

describe('sequence text', () => {
  it('every construct: → as it is written, time limits in brackets', () => {
    const text = sequenceText([
      { name: 'a', times: { from: 1 }, greedy: true, inner: 'strict' },
      { name: 'b', contiguity: 'relaxed', not: true },
      { name: 'c', contiguity: 'any', times: { from: 1 }, optional: true, until: 'x' },
      {
        name: 'g',
        contiguity: 'relaxed',
        group: [{ name: 'd' }, { name: 'e', contiguity: 'strict', optional: true }],
        times: { from: 2, to: 3 },
        optional: true,
      },
      { name: 'f', contiguity: 'relaxed', times: { from: 2, to: 2, withinMs: 5 } },
      { name: 'h', contiguity: 'relaxed', times: { from: 2 } },
      { name: 'i', contiguity: 'strict', withinPreviousMs: 7 },
    ]);
    expect(text).toBe(
      'a+ greedy strict -> !b ->> c* until(…) -> (d e?){2,3}? -> f{2} [5 ms between] -> h{2,} i [7 ms]',
    );
  });
});
