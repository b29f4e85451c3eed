/** The patterns that are measured; types are a = 0, b = 1, c = 2, x = 3. */
import type { PatternAutomaton, SkipStrategy, Step } from '#patterns';
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
  return plainPattern({ ...shape, withinMs, fields: { type: 'number', price: 'number' } });
}

function step(name: string, contiguity?: Step['contiguity']): Step {
  const type = { a: 0, b: 1, c: 2, x: 3 }[name];
  return { name, where: `event.type == ${type}.0`, ...(contiguity && { contiguity }) };
}
