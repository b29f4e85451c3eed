/** The patterns that are measured; types are a = 0, b = 1, c = 2, x = 3. */
import type { PatternAutomaton, Predicates, SkipStrategy, Step } from '#patterns';
import { plainPattern } from '../../libs/patterns/src/testing/plain-pattern.js';
import type { BenchEvent } from './events.js';

export interface Shape {
  readonly steps: readonly Step[];
  readonly skip?: SkipStrategy;
}

export const SHAPES: Readonly<Record<string, Shape>> = {
  strict3: { steps: [step('a'), step('b', 'strict'), step('c', 'strict')] },
  relaxed3: { steps: [step('a'), step('b', 'relaxed'), step('c', 'relaxed')] },
  any3: { steps: [step('a'), step('b', 'any'), step('c', 'any')] },
  loop: { steps: [step('a'), { ...step('b', 'relaxed'), times: { from: 1 } }, step('c', 'relaxed')] },
  loopSkip: {
    steps: [step('a'), { ...step('b', 'relaxed'), times: { from: 1 }, greedy: true }, step('c', 'relaxed')],
    skip: { kind: 'past-last' },
  },
  neg: { steps: [step('a'), { ...step('x', 'relaxed'), not: true }, step('c', 'relaxed')] },
  iter: {
    steps: [
      step('a'),
      { ...step('b', 'relaxed'), where: 'event.type == 1.0 && event.price > matched.a[0].price' },
      step('c', 'relaxed'),
    ],
  },
};

export function compileShape(shape: Shape, withinMs: number): PatternAutomaton<BenchEvent> {
  return plainPattern({ ...shape, withinMs, fields: FIELDS });
}

/** Relaxed patterns of three steps that differ in the first: a type, and a price that grows with the pattern. */
export function compileMany(
  count: number,
  withinMs: number,
  predicates: Predicates<BenchEvent>,
): PatternAutomaton<BenchEvent>[] {
  return Array.from({ length: count }, (_, i) => {
    const type = (after: number): string => `event.type == ${(i + after) % 10}.0`;
    // The same share of events begins something, however many patterns there are.
    const price = (1 - (10 / count) * (1 - (10 * Math.floor(i / 10)) / count)).toFixed(6);
    const steps: Step[] = [
      { name: 'first', where: `${type(0)} && event.price > ${price}` },
      { name: 'second', contiguity: 'relaxed', where: type(1) },
      { name: 'third', contiguity: 'relaxed', where: type(2) },
    ];
    return plainPattern({ steps, withinMs, fields: FIELDS, predicates });
  });
}

const FIELDS = { type: 'number', price: 'number' } as const;

function step(name: string, contiguity?: Step['contiguity']): Step {
  const type = { a: 0, b: 1, c: 2, x: 3 }[name];
  return { name, where: `event.type == ${type}.0`, ...(contiguity && { contiguity }) };
}
