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
import type { Layout } from './window-state.js';

/** @param isEndless - whether what is let go must be put aside */
export function makePart(plan: PartPlan, layout: Layout, isEndless: boolean): Part {
  switch (plan.kind) {
    case 'moments':
      return new Moments(layout, plan.column, plan.squares, isEndless);
    case 'least':
      return new Extreme(layout, plan.column, -1, isEndless);
    case 'most':
      return new Extreme(layout, plan.column, 1, isEndless);
    case 'counted':
      return new Counted(layout, plan.column);
    case 'sorted':
      return new Sorted(layout, plan.column);
    case 'trend':
      return new Trend(layout, plan.column);
    case 'located':
      return new Located(layout, plan.column);
    case 'run':
      return new Run(layout, plan.filter);
    default:
      return plan satisfies never;
  }
}
