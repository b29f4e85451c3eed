import { describe, expect, it } from 'vitest';
import { ManyPatterns, type ManyResult } from './many-patterns.js';
import type { OpenRuns } from './open-runs.js';
import type { PatternEvent } from './pattern-state.js';
import { Predicates } from './predicates.js';
import { plainPattern } from './testing/plain-pattern.js';

interface Payment extends PatternEvent {
  readonly kind: string;
  readonly amount: number;
}

const payment = (kind: string, occurredAtMs: number, amount = 0): Payment => ({
  id: `${kind}@${occurredAtMs}`,
  occurredAtMs,
  kind,
  amount,
});

/** One pattern for each: its first step's condition, and its second's. */
function manyOf(conditions: readonly (readonly [a: string, b: string])[], runsMax?: number) {
  const predicates = new Predicates<Payment>();
  const patterns = conditions.map(([a, b]) =>
    plainPattern<Payment>({
      steps: [
        { name: 'a', where: a },
        { name: 'b', contiguity: 'relaxed', where: b },
      ],
      withinMs: 100,
      fields: { kind: 'string', amount: 'number' },
      predicates,
    }),
  );
  return { many: new ManyPatterns(patterns, predicates, runsMax), patterns, predicates };
}

const kindIs = (kind: string): string => `event.kind == '${kind}'`;

function textsOf({ results }: ManyResult<Payment>): string[] {
  return results.flatMap(({ place, result }) =>
    result.matches.map(
      ({ steps }) => `${place}: ${steps.flatMap(({ events }) => events.map(({ id }) => id)).join(' ')}`,
    ),
  );
}

describe('many patterns', () => {
  it('an event: → moves those that wait for it, in the order of their places, and leaves the others alone', () => {
    const { many } = manyOf([
      [kindIs('x'), kindIs('y')],
      [kindIs('x'), kindIs('z')],
      [kindIs('w'), kindIs('y')],
    ]);
    let open: OpenRuns<Payment> | undefined;
    const take = (event: Payment): string[] => {
      const result = many.advance(open, event);
      ({ open } = result);
      return textsOf(result);
    };
    expect(take(payment('w', 1))).toEqual([]);
    expect(take(payment('x', 2))).toEqual([]);
    const states = [...open!.entries()];
    expect(states.map(([place]) => place)).toEqual([0, 1, 2]);
    expect(take(payment('v', 3))).toEqual([]);
    expect([...open!.entries()].map(([, state]) => state.lastAtMs)).toEqual([3, 3, 3]);
    expect(take(payment('y', 4))).toEqual(['0: x@2 y@4', '2: w@1 y@4']);
    expect(take(payment('z', 5))).toEqual(['1: x@2 z@5']);
    expect(open).toBeUndefined();
  });

  it('time alone: → ends what is too late', () => {
    const { many } = manyOf([[kindIs('x'), kindIs('y')]]);
    const { open } = many.advance(undefined, payment('x', 1));
    expect(many.advanceTime(open, 100).open).toBe(open);
    expect(many.advanceTime(open, 101).open).toBeUndefined();
    expect(many.advanceTime(undefined, 7).open).toBeUndefined();
  });

  it('states from elsewhere, in any order: → go on', () => {
    const { many } = manyOf([
      [kindIs('x'), kindIs('y')],
      [kindIs('x'), kindIs('z')],
    ]);
    const { open } = many.advance(undefined, payment('x', 1));
    const again = many.open([...open!.entries()].reverse());
    expect(textsOf(many.advance(again, payment('z', 2)))).toEqual(['1: x@1 z@2']);
    expect(many.open([])).toBeUndefined();
  });

  it('conditions that have no answer: → counted, once an event', () => {
    const { many } = manyOf([
      [kindIs('x'), 'event.amount / event.amount > 0.0'],
      [kindIs('x'), 'event.amount / event.amount > 0.0'],
    ]);
    const begun = many.advance(undefined, payment('x', 1, 1));
    expect(begun.failedConditions).toBe(0);
    expect(many.advance(begun.open, payment('v', 2, 0)).failedConditions).toBe(1);
  });

  it('patterns with predicates of their own: → refused', () => {
    const { patterns } = manyOf([[kindIs('x'), kindIs('y')]]);
    expect(() => new ManyPatterns(patterns, new Predicates<Payment>())).toThrow('must share their predicates');
  });

  it('more runs than a key may have → the older half of the largest pattern goes, and is told', () => {
    const { many } = manyOf(
      [
        [kindIs('x'), kindIs('y')],
        [kindIs('z'), kindIs('y')],
      ],
      4,
    );
    let open: OpenRuns<Payment> | undefined;
    let shed = 0;
    const kinds = ['z', 'x', 'x', 'x', 'x', 'x', 'x', 'y'];
    let last: ManyResult<Payment> | undefined;
    for (const [i, kind] of kinds.entries()) {
      last = many.advance(open, payment(kind, i));
      ({ open } = last);
      shed += last.results.reduce((sum, { result }) => sum + result.stats.shedRuns, 0);
      expect(open?.runCount ?? 0).toBeLessThanOrEqual(4);
    }
    expect(shed).toBe(4);
    expect(textsOf(last!)).toEqual(['0: x@5 y@7', '0: x@6 y@7', '1: z@0 y@7']);
  });
});
