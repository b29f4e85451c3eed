import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/client.js';
import { byLine, failedExamples, offsetOf, problemsUnder } from './document-problems.js';

const refused = (status: number): ApiError =>
  new ApiError(status, 'invalid_request', 'bad', undefined, [
    { pointer: '/definition/where/probe', code: 'invalid_definition', detail: 'no field amuont', line: 7, column: 18 },
    { pointer: '/definition', code: 'invalid_definition', detail: 'is no YAML', line: 2 },
    { pointer: '/events/0/at', code: 'invalid', detail: 'is no time' },
    { pointer: '/revision', code: 'invalid', detail: 'is no number' },
  ]);

describe('problemsUnder', () => {
  it('those of the document, with their place', () =>
    expect(problemsUnder(refused(422), '/definition')).toEqual([
      { detail: 'no field amuont', line: 7, column: 18 },
      { detail: 'is no YAML', line: 2 },
    ]));
  it('those of the events', () =>
    expect(problemsUnder(refused(422), '/events')).toEqual([{ detail: 'Event 1 › at: is no time' }]));
  it('another refusal, or none → empty', () => {
    expect(problemsUnder(refused(409), '/definition')).toEqual([]);
    expect(problemsUnder(null, '/definition')).toEqual([]);
  });
});

it('failedExamples: what was expected and what came, at its line where that is known', () =>
  expect(
    failedExamples({
      examples: [
        { title: 'three probes', expected: 1, found: 0, ok: false },
        { title: 'none', expected: 0, found: 0, ok: true },
        { title: 'two', expected: 2, found: 1, ok: false, line: 9, column: 5 },
      ],
    }),
  ).toEqual([
    { detail: 'The example “three probes” should give 1 match and gives 0' },
    { detail: 'The example “two” should give 2 matches and gives 1', line: 9, column: 5 },
  ]));

it('byLine: several of one line together, those without a line left out', () => {
  const [a, b, c] = [{ detail: 'a', line: 3 }, { detail: 'b', line: 3 }, { detail: 'c' }];
  expect([...byLine([a, b, c])]).toEqual([[3, [a, b]]]);
});

describe('offsetOf', () => {
  it.each([
    [1, 1, 0],
    [2, 3, 5],
    [3, undefined, 6],
    [9, 9, 7],
  ])('line %s, column %s', (line, column, expected) => expect(offsetOf('ab\ncd\ne', line, column)).toBe(expected));
});
