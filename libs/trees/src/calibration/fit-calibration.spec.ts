import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationCurve, logLoss } from '../metrics/probability.js';
import { uniform } from '../random.js';
import { calibrate, sigmoid, type Calibration } from './calibration.js';
import { fitIsotonic, fitPlatt } from './fit-calibration.js';

/** Margins whose log-odds are really 0.5 m - 1. */
function rows(count: number): { labels: Uint8Array; margins: Float64Array } {
  const margins = Float64Array.from({ length: count }, (_, i) => uniform(1, 0, i) * 12 - 6);
  const labels = Uint8Array.from(margins, (m, i) => (uniform(1, 1, i) < sigmoid(0.5 * m - 1) ? 1 : 0));
  return { labels, margins };
}

describe('calibration', () => {
  const { labels, margins } = rows(20_000);

  it('Platt: finds the line that the labels were drawn from', () => {
    const fitted = fitPlatt(labels, margins) as Extract<Calibration, { kind: 'platt' }>;
    expect(fitted.slope).toBeCloseTo(0.5, 1);
    expect(fitted.offset).toBeCloseTo(-1, 1);
  });

  it.each([fitPlatt, fitIsotonic])('%o: probabilities mean what they say', (fit) => {
    const calibration = fit(labels, margins);
    const probabilities = margins.map((margin) => calibrate(calibration, margin));
    for (const { meanProbability, observed } of calibrationCurve(labels, probabilities, 10))
      expect(Math.abs(meanProbability - observed)).toBeLessThan(0.03);
    expect(logLoss(labels, probabilities)).toBeLessThan(logLoss(labels, margins.map(sigmoid)));
  });

  it('margins that part the labels perfectly: Platt stays finite', () => {
    const fitted = fitPlatt(Uint8Array.of(0, 0, 1, 1), [-2, -1, 1, 2]) as Extract<Calibration, { kind: 'platt' }>;
    expect(fitted.slope).toBeGreaterThan(0.3);
    expect(fitted.slope).toBeLessThan(5);
  });

  it('pooling by hand: a step down is levelled', () => {
    const fitted = fitIsotonic(Uint8Array.of(0, 1, 0, 1), [1, 2, 3, 4]);
    expect(fitted).toEqual({ kind: 'isotonic', margins: [1, 2.5, 4], probabilities: [0, 0.5, 1] });
    expect([0, 1.75, 2.5, 9].map((margin) => calibrate(fitted, margin))).toEqual([0, 0.25, 0.5, 1]);
  });

  it('one label only, or margins that are not numbers: refused', () => {
    expect(() => fitPlatt(new Uint8Array(2), [1, 2])).toThrow('rows of both labels');
    expect(() => fitIsotonic(Uint8Array.of(0, 1), [1, Number.NaN])).toThrow('margin of row 1 is NaN');
    expect(() => fitIsotonic(Uint8Array.of(0, 1), [1])).toThrow('1 margins for 2 labels');
  });

  it('isotonic, any rows: probabilities rise with margins, and keep the number of ones', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(1), fc.integer({ min: -50, max: 50 })), { minLength: 2 }), (drawn) => {
        const y = Uint8Array.from(drawn, ([label]) => label);
        fc.pre(new Set(y).size === 2);
        const fitted = fitIsotonic(
          y,
          drawn.map(([, m]) => m / 7),
        ) as Extract<Calibration, { kind: 'isotonic' }>;
        for (let i = 1; i < fitted.margins.length; i++) {
          expect(fitted.margins[i]).toBeGreaterThan(fitted.margins[i - 1]!);
          expect(fitted.probabilities[i]).toBeGreaterThan(fitted.probabilities[i - 1]!);
        }
      }),
    );
  });
});
