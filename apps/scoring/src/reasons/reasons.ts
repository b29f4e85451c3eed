/** What moved the model's score, for people. */
import { formatMinor, type EntitySignalV1, type ReasonV1 } from '#contracts';
import { isInOneCurrency, isMoneyOfMany, sentenceOf } from '#features';
import type { ModelColumns } from '../feature-vector.js';

const MODEL_REASONS_MAX = 3;
/** Features that add less than this to the log-odds (a factor of 1.1 in the odds) are no reason. */
const WEIGHT_MIN = 0.1;
/** Contributions kept with a decision, of both signs; what is left out is small. */
const CONTRIBUTIONS_MAX = 8;

/** One row of the model's answer beside what went in. */
export interface ScoredRow {
  readonly columns: ModelColumns;
  /** In catalogue order. */
  readonly vector: Float64Array;
  /** In the model's order. */
  readonly contributions: Float32Array;
}

/**
 * The features that raised the probability most, as sentences with their value and what is usual.
 *
 * @param currency the transaction's
 * @param entities what the matcher said of each
 */
export function modelReasons(row: ScoredRow, currency: string, entities: readonly EntitySignalV1[]): ReasonV1[] {
  const { columns, vector, contributions } = row;
  const reasons: ReasonV1[] = [];
  for (const column of strongest(contributions, MODEL_REASONS_MAX, (weight) => weight)) {
    const weight = contributions[column]!;
    if (weight < WEIGHT_MIN) break;
    const feature = columns.features[column]!;
    const habit = columns.typicalValues[column]!;
    // The model's typical amounts are of all currencies together, so they are nobody's habit.
    const money = isMoneyOfMany(feature) || feature.unit === 'log_minor';
    const text = sentenceOf(feature, vector, {
      ...(!money && { habit }),
      formatMinor: (amountMinor) => `${formatMinor(amountMinor, currency)} ${currency}`,
      oneCurrency: isInOneCurrency(feature, entities),
    });
    if (text !== undefined)
      reasons.push({ code: feature.name.toUpperCase(), kind: 'model', text, weight: round(weight) });
  }
  return reasons;
}

/** The features that moved the score most, up or down. */
export function topContributions({ columns, vector, contributions }: ScoredRow) {
  return strongest(contributions, CONTRIBUTIONS_MAX, Math.abs).map((column) => {
    const { name, index } = columns.features[column]!;
    return { feature: name, value: vector[index]!, weight: round(contributions[column]!) };
  });
}

/** Columns of the largest sizes, largest first; one pass with a small sorted list. */
function strongest(contributions: Float32Array, most: number, sizeOf: (weight: number) => number): number[] {
  const columns: number[] = [];
  const sizes: number[] = [];
  for (let column = 0; column < contributions.length; column++) {
    const size = sizeOf(contributions[column]!);
    if (!(size > 0) || (sizes.length === most && size <= sizes[most - 1]!)) continue;
    let place = sizes.length < most ? sizes.length : most - 1;
    for (; place > 0 && sizes[place - 1]! < size; place--) {
      sizes[place] = sizes[place - 1]!;
      columns[place] = columns[place - 1]!;
    }
    sizes[place] = size;
    columns[place] = column;
  }
  return columns;
}

function round(weight: number): number {
  return Math.round(weight * 1e4) / 1e4;
}
