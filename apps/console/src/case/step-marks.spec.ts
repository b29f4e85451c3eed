import { describe, expect, it } from 'vitest';
import type { MatchView } from '../api/contract.js';
import { marksOf } from './step-marks.js';

describe('marksOf', () => {
  it('a step that was met twice → numbered; once → its name', () => {
    const marks = marksOf([match('card-testing', { probe: ['a', 'b'], cash_out: ['c'] })]);
    expect([...marks].map(([id, [mark]]) => [id, mark?.short, mark?.name, mark?.title])).toEqual([
      ['a', '1', 'Probe 1', 'Card testing: probe 1'],
      ['b', '1', 'Probe 2', 'Card testing: probe 2'],
      ['c', '2', 'Cash out', 'Card testing: cash out'],
    ]);
  });

  it('two matches → told apart by a letter; a transaction of both has a mark of each', () => {
    const marks = marksOf([match('first', { hit: ['a'] }), match('second', { start: ['b'], end: ['a'] })]);
    expect([...marks].map(([id, of]) => [id, of.map(({ match: index, short, name }) => [index, short, name])])).toEqual(
      [
        [
          'a',
          [
            [0, 'A1', 'A Hit'],
            [1, 'B2', 'B End'],
          ],
        ],
        ['b', [[1, 'B1', 'B Start']]],
      ],
    );
  });
});

function match(pattern: string, steps: Record<string, string[]>): MatchView {
  return {
    pattern_id: pattern,
    pattern_version: 1,
    entity: { type: 'card', id: 'card-1' },
    reason: 'P',
    risk: 1,
    action: 'review',
    steps: Object.entries(steps).map(([step, ids]) => ({
      step,
      events: ids.map((id) => ({ transaction_id: id, occurred_at: '2026-11-20T09:00:00Z', amount: 1 })),
    })),
  };
}
