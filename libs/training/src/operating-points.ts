/** What a threshold would do: thresholds are chosen on rows for validation, and counted on rows for the test. */
import { thresholdCurve } from '#trees';

export interface Costs {
  /** Of a good payment that is flagged, in the unit of amounts. */
  readonly falseAlarm: number;
  /** Of a fraud that is not; `amount`: what was paid. */
  readonly missed: number | 'amount';
}

/** Rows that are judged, with the loss of each if it is a missed fraud. */
export interface JudgedRows {
  readonly labels: Uint8Array;
  readonly probabilities: Float64Array;
  readonly amounts?: Float32Array;
}

export interface OperatingPoint {
  readonly name: string;
  /** Rows with at least this probability are flagged. */
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
  /** Of false alarms and missed frauds together. */
  readonly cost: number;
}

const RATES = [0.001, 0.01];

/** Least cost first, then rates of false alarms, then nothing flagged at all, for comparison. */
export function operatingPoints(chosenOn: JudgedRows, countedOn: JudgedRows, costs: Costs): OperatingPoint[] {
  const named = [
    { name: 'least cost', threshold: cheapest(chosenOn, costs) },
    ...RATES.map((rate) => ({ name: `${rate * 100} % of good payments flagged`, threshold: atRate(chosenOn, rate) })),
    { name: 'nothing flagged', threshold: Infinity },
  ];
  return named.map(({ name, threshold }) => ({ name, threshold, ...counted(countedOn, threshold, costs) }));
}

/** The threshold at which false alarms and missed frauds cost least; of equal ones the highest. Infinity: flag nothing. */
function cheapest(rows: JudgedRows, costs: Costs): number {
  const { labels, probabilities } = rows;
  const order = Uint32Array.from(labels, (_, i) => i).sort((a, b) => probabilities[b]! - probabilities[a]!);
  let best = Infinity;
  let bestChange = 0;
  let change = 0;
  for (const [i, row] of order.entries()) {
    change += labels[row] === 1 ? -lossOf(rows, row, costs) : costs.falseAlarm;
    const next = order[i + 1];
    const isLastOfItsScore = next === undefined || probabilities[next]! < probabilities[row]!;
    if (!isLastOfItsScore || change >= bestChange) continue;
    bestChange = change;
    best = probabilities[row]!;
  }
  return best;
}

function atRate({ labels, probabilities }: JudgedRows, rate: number): number {
  const { points, negatives } = thresholdCurve(labels, probabilities);
  return points.findLast(({ falsePositives }) => falsePositives <= rate * negatives)?.threshold ?? Infinity;
}

function counted(rows: JudgedRows, threshold: number, costs: Costs): Omit<OperatingPoint, 'name' | 'threshold'> {
  let [truePositives, falsePositives, falseNegatives, trueNegatives, cost] = [0, 0, 0, 0, 0];
  for (const [row, label] of rows.labels.entries()) {
    const isFlagged = rows.probabilities[row]! >= threshold;
    if (label === 1 && isFlagged) truePositives++;
    else if (label === 1) {
      falseNegatives++;
      cost += lossOf(rows, row, costs);
    } else if (isFlagged) {
      falsePositives++;
      cost += costs.falseAlarm;
    } else trueNegatives++;
  }
  return { truePositives, falsePositives, falseNegatives, trueNegatives, cost };
}

function lossOf({ amounts }: JudgedRows, row: number, { missed }: Costs): number {
  if (missed !== 'amount') return missed;
  const amount = amounts?.[row] ?? 0;
  return Number.isNaN(amount) ? 0 : amount;
}
