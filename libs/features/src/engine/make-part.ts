/** The aggregate that a plan asks for. */
import type { PartPlan } from '../plan/group-plan.js';
import { Counted } from './counted.js';
import { Extreme } from './extreme.js';
import { Located } from './located.js';
import { Moments } from './moments.js';
import type { Part } from './part.js';
import { Run } from './run.js';
import { Sorted } from './sorted.js';
import { Trend } from './trend.js';

export function makePart(plan: PartPlan): Part {
  switch (plan.kind) {
    case 'moments':
      return new Moments(plan.column, plan.squares);
    case 'least':
      return new Extreme(plan.column, -1);
    case 'most':
      return new Extreme(plan.column, 1);
    case 'counted':
      return new Counted(plan.column);
    case 'sorted':
      return new Sorted(plan.column);
    case 'trend':
      return new Trend(plan.column);
    case 'located':
      return new Located(plan.column);
    case 'run':
      return new Run(plan.filter);
    default:
      return plan satisfies never;
  }
}
