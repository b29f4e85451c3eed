/** An explanation as the decision keeps it: the strongest contributions by themselves, the others as one sum. */
import type { ContributionV1, ExplanationV1, GroupContributionV1 } from '#contracts';
import type { PlannedFeature } from '#features';
import type { Explanation } from './explainer.js';
import { typicalOf } from './habit.js';
import type { ScoredRow } from './scored-row.js';

/** Contributions kept with a decision, of both signs. */
const CONTRIBUTIONS_MAX = 12;

export interface ExplainedScore {
  readonly explanation: ExplanationV1;
  readonly contributions: ContributionV1[];
}

/** Base, contributions and others sum to the log-odds of the probability. */
export function explainedScore(
  { columns, vector }: Omit<ScoredRow, 'contributions'>,
  explanation: Explanation,
): ExplainedScore {
  const { method, base, logOdds } = explanation;
  const contributions = strongest(explanation.contributions).map((column) => {
    const feature = columns.features[column]!;
    return {
      feature: feature.name,
      value: vector[feature.index]!,
      weight: Math.round(explanation.contributions[column]! * 1e4) / 1e4,
      group: feature.group,
      typical: typicalOf(feature, columns.typicalValues[column]!),
    };
  });
  const others = contributions.reduce((rest, { weight }) => rest - weight, logOdds - base);
  const groups = groupsOf(columns.features, explanation.contributions);
  return { explanation: { method, base, others, features: columns.count, groups }, contributions };
}

function groupsOf(features: readonly PlannedFeature[], weights: ArrayLike<number>): GroupContributionV1[] {
  const groups = new Map<string, GroupContributionV1>();
  for (const [column, { group }] of features.entries()) {
    let found = groups.get(group);
    if (!found) groups.set(group, (found = { group, weight: 0, features: 0 }));
    found.weight += weights[column]!;
    found.features++;
  }
  return [...groups.values()].toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
}

/** Columns of the largest sizes, largest first; one pass with a small sorted list. */
function strongest(contributions: ArrayLike<number>): number[] {
  const columns: number[] = [];
  const sizes: number[] = [];
  for (let column = 0; column < contributions.length; column++) {
    const size = Math.abs(contributions[column]!);
    if (!(size > 0) || (sizes.length === CONTRIBUTIONS_MAX && size <= sizes.at(-1)!)) continue;
    let place = Math.min(sizes.length, CONTRIBUTIONS_MAX - 1);
    for (; place > 0 && sizes[place - 1]! < size; place--) {
      sizes[place] = sizes[place - 1]!;
      columns[place] = columns[place - 1]!;
    }
    sizes[place] = size;
    columns[place] = column;
  }
  return columns;
}
