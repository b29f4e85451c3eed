import type { ExplanationStep, ExplanationView } from '../api/contract.js';

/** Where the bars of a waterfall begin and end. Positions are shares of the width, 0 to 1, on a scale of log-odds. Pure. */
export interface WaterfallPlan {
  readonly base: Place;
  readonly bars: readonly (Bar & Entry)[];
  readonly total: Place;
  readonly ticks: readonly Place[];
}

export interface Place {
  readonly at: number;
  readonly probability: number;
}

export interface Bar {
  readonly from: number;
  readonly to: number;
}

/** What one bar is of: a group of features, a feature, or all that have no bar of their own. */
export interface Entry {
  readonly key: string;
  readonly weight: number;
  /** Empty: of no group, or of several. */
  readonly group: string;
  readonly features: number;
  /** The feature itself, or the one that says most of its group. */
  readonly step: ExplanationStep | undefined;
}

export type Explained = Extract<ExplanationView, { readonly base: number }>;

export function isExplained(explanation: ExplanationView): explanation is Explained {
  return 'base' in explanation;
}

/** Groups that move less than this share of what the strongest moves are told of together. */
const SMALL = 0.03;
/** What is left over by less than this is rounding. */
const REST_MIN = 0.0005;

/** One entry for each group that matters. Each speaks by the strongest feature that pulled its way. */
export function groupEntries({ base, groups, steps, total }: Explained): Entry[] {
  const least = SMALL * Math.abs(groups[0]?.weight ?? 0);
  const own = groups
    .filter(({ weight }) => Math.abs(weight) > least)
    .map(({ group, weight, features }) => {
      const step = steps.find((each) => each.group === group && each.weight > 0 === weight > 0);
      return { key: group, group, weight, features, step };
    });
  const left = groups.slice(own.length).reduce((sum, { features }) => sum + features, 0);
  return withRest(own, total - base, left);
}

/** One entry for each feature that was kept, and one for all others. */
export function featureEntries({ base, steps, others, total }: Explained): Entry[] {
  const own = steps.map((step) => ({ key: step.feature, group: step.group, weight: step.weight, features: 1, step }));
  return withRest(own, total - base, others.features);
}

function withRest(own: readonly Entry[], moved: number, features: number): Entry[] {
  const weight = own.reduce((rest, entry) => rest - entry.weight, moved);
  if (features === 0 && Math.abs(weight) < REST_MIN) return [...own];
  return [...own, { key: '', group: '', weight, features, step: undefined }];
}

const PROBABILITIES = [1e-6, 1e-5, 1e-4, 0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999];
/** Labels closer than this share of the width would touch. */
const TICK_GAP_MIN = 0.17;
const MARGIN = 0.03;

/** Bars one after the other, from the base to the total. */
export function waterfallPlan({ base, total }: Explained, entries: readonly Entry[]): WaterfallPlan {
  const sums = entries.reduce((all, { weight }) => [...all, all.at(-1)! + weight], [base]);
  const low = Math.min(total, ...sums);
  const high = Math.max(total, ...sums);
  const width = Math.max(high - low, 1e-6) / (1 - 2 * MARGIN);
  const at = (logOdds: number): number => (logOdds - low) / width + MARGIN;
  const place = (logOdds: number): Place => ({ at: at(logOdds), probability: 1 / (1 + Math.exp(-logOdds)) });
  return {
    base: place(base),
    bars: entries.map((entry, i) => ({ ...entry, from: at(sums[i]!), to: at(sums[i + 1]!) })),
    total: place(total),
    ticks: spaced(
      PROBABILITIES.map((probability) => ({ at: at(Math.log(probability / (1 - probability))), probability })),
    ),
  };
}

/** Those on the scale, but for such as would touch the one before. */
function spaced(ticks: readonly Place[]): Place[] {
  const kept: Place[] = [];
  for (const tick of ticks) {
    if (tick.at < 0 || tick.at > 1) continue;
    if (tick.at - (kept.at(-1)?.at ?? -1) >= TICK_GAP_MIN) kept.push(tick);
  }
  return kept;
}
