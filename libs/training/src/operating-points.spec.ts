import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operatingPoints, type Costs, type JudgedRows } from './operating-points.js';

const rows = fc.array(fc.tuple(fc.nat(1), fc.integer({ min: 0, max: 8 }), fc.nat(50)), { minLength: 1, maxLength: 40 });

describe('operatingPoints', () => {
  it('least cost: no threshold costs less, by amounts or by frauds', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom<Costs['missed']>('amount', 0, 20), (all, missed) => {
        const judged = judgedRows(all);
        const costs = { missed, falseAlarm: 7 };
        const [best] = operatingPoints(judged, judged, costs);
        const thresholds = [...judged.probabilities, Infinity];
        expect(best!.cost).toBe(Math.min(...thresholds.map((threshold) => costAt(judged, threshold, costs))));
      }),
    );
  });

  it('any rows: every payment is counted once, at each threshold', () => {
    fc.assert(
      fc.property(rows, (all) => {
        for (const point of operatingPoints(judgedRows(all), judgedRows(all), { missed: 100, falseAlarm: 5 })) {
          const { truePositives, falseNegatives, falsePositives, trueNegatives } = point;
          expect(truePositives + falseNegatives).toBe(all.filter(([label]) => label === 1).length);
          expect(falsePositives + trueNegatives).toBe(all.filter(([label]) => label === 0).length);
        }
      }),
    );
  });

  it('a rate of false alarms: kept to on the rows it was chosen on', () => {
    const labels = Uint8Array.from({ length: 1000 }, (_, i) => (i % 10 === 0 ? 1 : 0));
    const probabilities = Float64Array.from(labels, (_, i) => (i % 500) / 500);
    const points = operatingPoints({ labels, probabilities }, { labels, probabilities }, { missed: 1, falseAlarm: 1 });
    expect(points.find(({ name }) => name.startsWith('1 %'))!.falsePositives).toBeLessThanOrEqual(9);
  });
});

function judgedRows(all: readonly (readonly [number, number, number])[]): JudgedRows {
  return {
    labels: Uint8Array.from(all, ([label]) => label),
    probabilities: Float64Array.from(all, ([, score]) => score / 8),
    amounts: Float32Array.from(all, ([, , amount]) => amount),
  };
}

function costAt({ labels, probabilities, amounts }: JudgedRows, threshold: number, costs: Costs): number {
  let cost = 0;
  for (const [row, label] of labels.entries()) {
    const isFlagged = probabilities[row]! >= threshold;
    if (label === 1 && !isFlagged) cost += costs.missed === 'amount' ? amounts![row]! : costs.missed;
    if (label === 0 && isFlagged) cost += costs.falseAlarm;
  }
  return cost;
}
