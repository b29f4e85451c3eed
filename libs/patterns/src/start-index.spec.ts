import { describe, expect, it } from 'vitest';
import type { PatternEvent } from './pattern-state.js';
import { canStart } from './pattern-automaton.js';
import { Predicates } from './predicates.js';
import { StartIndex } from './start-index.js';
import { plainPattern } from './testing/plain-pattern.js';

interface Payment extends PatternEvent {
  readonly kind: string;
  readonly amount: number;
}

const payment = (kind: string, amount = 0): Payment => ({ id: 'e', occurredAtMs: 0, kind, amount });

function indexOf(first: readonly (string | undefined)[]) {
  const predicates = new Predicates<Payment>();
  const patterns = first.map((where) =>
    plainPattern<Payment>({
      steps: [
        { name: 'a', ...(where !== undefined && { where }) },
        { name: 'b', contiguity: 'relaxed', where: 'event.amount > 5.0' },
      ],
      withinMs: 1000,
      fields: { kind: 'string', amount: 'number' },
      predicates,
    }),
  );
  return { index: new StartIndex(patterns, predicates), patterns, predicates };
}

describe('start index', () => {
  it('first steps by a value, by another question, by none → each event finds those it may begin, in order', () => {
    const { index } = indexOf([
      "event.amount > 1.0 && event.kind == 'x'",
      "'y' == event.kind",
      'event.amount > 10.0',
      '5.0 > event.amount',
      undefined,
      "event.kind == 'x' || event.amount > 10.0",
    ]);
    expect(index.candidates(payment('x'))).toEqual([3, 4, 5]);
    expect(index.candidates(payment('y', 20))).toEqual([1, 2, 4, 5]);
    expect(index.candidates(payment('z'))).toEqual([3, 4]);
  });

  it('what it leaves out can’t begin', () => {
    const { index, patterns } = indexOf([
      "event.kind == 'x' && event.amount < 3.0",
      'event.amount > 2.0 && event.amount < 4.0',
      "event.kind != 'x'",
    ]);
    for (const kind of ['x', 'y']) {
      for (const amount of [0, 2, 3, 4]) {
        const event = payment(kind, amount);
        const found = new Set(index.candidates(event));
        const missed = patterns.filter((pattern, i) => canStart(pattern, event) && !found.has(i));
        expect(missed).toEqual([]);
      }
    }
  });

  it('an optional first step → the step after it may begin as well', () => {
    const predicates = new Predicates<Payment>();
    const pattern = plainPattern<Payment>({
      steps: [
        { name: 'a', where: "event.kind == 'x'", optional: true },
        { name: 'b', contiguity: 'relaxed', where: "event.kind == 'y'" },
      ],
      withinMs: 1000,
      fields: { kind: 'string', amount: 'number' },
      predicates,
    });
    const index = new StartIndex([pattern], predicates);
    expect(['x', 'y', 'z'].map((kind) => index.candidates(payment(kind)).length)).toEqual([1, 1, 0]);
  });

  it('a question that several patterns ask → is one predicate', () => {
    const { predicates } = indexOf(["event.kind == 'x'", "event.kind == 'x' && event.amount > 5.0"]);
    const asked: number[] = [];
    const { evaluation } = predicates;
    evaluation.setEvent(payment('x', 9));
    for (let i = 0; i < 10; i++) {
      try {
        if (evaluation.test(i)) asked.push(i);
      } catch {
        break;
      }
    }
    expect(asked).toEqual([0, 1]);
  });
});
