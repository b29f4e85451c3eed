/** What moved the model's score, for people: one reason for each group of features that raised it. */
import { formatMinor, MODEL_REASON_OF_GROUP, type EntitySignalV1, type ReasonV1 } from '#contracts';
import { isInOneCurrency, sentenceOf } from '#features';
import type { ScoredRow } from './scored-row.js';
import { habitOf } from './habit.js';

/** As many as a lender may give for a refusal under Regulation B (12 CFR 1002.9): more say less. */
const MODEL_REASONS_MAX = 4;
/** Groups that add less than this to the log-odds (a factor of 1.1 in the odds) are no reason. */
const WEIGHT_MIN = 0.1;

/**
 * The groups of features that raised the probability most, strongest first. Each says what its strongest feature says, with
 * value and habit; its weight is what the group's features add to the log-odds together.
 *
 * @param currency the transaction's
 * @param entities what the matcher said of each
 */
export function modelReasons(row: ScoredRow, currency: string, entities: readonly EntitySignalV1[]): ReasonV1[] {
  return groupsOf(row)
    .filter(({ weight }) => weight >= WEIGHT_MIN)
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, MODEL_REASONS_MAX)
    .map(({ group, weight, columns }) => ({
      code: codeOf(group),
      kind: 'model',
      text: textOf(row, columns, currency, entities),
      weight: Math.round(weight * 1e4) / 1e4,
    }));
}

/** Features of tenants may be in groups of their own. */
function codeOf(group: string): string {
  return Object.hasOwn(MODEL_REASON_OF_GROUP, group)
    ? MODEL_REASON_OF_GROUP[group as keyof typeof MODEL_REASON_OF_GROUP]
    : MODEL_REASON_OF_GROUP.other;
}

interface Group {
  readonly group: string;
  weight: number;
  /** Those that raised the probability. */
  readonly columns: number[];
}

function groupsOf({ columns, contributions }: ScoredRow): Group[] {
  const groups = new Map<string, Group>();
  for (const [column, { group }] of columns.features.entries()) {
    let found = groups.get(group);
    if (!found) groups.set(group, (found = { group, weight: 0, columns: [] }));
    found.weight += contributions[column]!;
    if (contributions[column]! > 0) found.columns.push(column);
  }
  return [...groups.values()];
}

/** What the strongest feature says of which there is something to say; a value that is missing says that it is. */
function textOf(
  row: ScoredRow,
  raising: readonly number[],
  currency: string,
  entities: readonly EntitySignalV1[],
): string {
  const { columns, contributions, vector } = row;
  const values = { features: columns.set, vector };
  const strongest = raising.toSorted((a, b) => contributions[b]! - contributions[a]!);
  for (const column of strongest) {
    const feature = columns.features[column]!;
    const habit = habitOf(feature, values, entities, columns.typicalValues[column]!);
    const text = sentenceOf(feature, values, {
      ...(habit !== undefined && { habit }),
      formatMinor: (amountMinor) => `${formatMinor(amountMinor, currency)} ${currency}`,
      oneCurrency: isInOneCurrency(feature, entities),
    });
    if (text !== undefined) return text;
  }
  return `${columns.features[strongest[0]!]!.label}: not known`;
}
