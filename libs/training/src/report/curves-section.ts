/** ROC, precision and recall, calibration; and how validation went while trees grew. */
import type { TrainingReport } from '../training-report.js';
import { html, type Html } from './html.js';
import { lineChart, logAxis, shareAxis, type Axis } from './line-chart.js';

type Point = readonly [number, number];

/** From 0.01 % to 1, dense enough to be smooth on an axis of powers of ten. */
const DIAGONAL = Array.from({ length: 41 }, (_, i): Point => [10 ** (i / 10 - 4), 10 ** (i / 10 - 4)]);

export function curvesSection({ curve, calibration }: TrainingReport): Html {
  const { points, positives, negatives } = curve;
  const recall = (truePositives: number): number => truePositives / positives;
  const roc = points.map((p): Point => [p.falsePositives / negatives, recall(p.truePositives)]);
  const precision = points.map((p): Point => [
    recall(p.truePositives),
    p.truePositives / (p.truePositives + p.falsePositives),
  ]);
  const frauds = positives / (positives + negatives);
  const bins = calibration.bins.map(({ meanProbability, observed }): Point => [meanProbability, observed]);
  return html`<h2>Curves</h2>
    <div class="charts">
      <div>
        <h3>Frauds caught against false alarms</h3>
        ${lineChart('ROC curve', logAxis('good payments flagged', 0.0001, 1), shareAxis('frauds caught'), [
          { name: 'model', points: roc },
          { name: 'chance', points: DIAGONAL, style: 'reference' },
        ])}
      </div>
      <div>
        <h3>Precision and recall</h3>
        ${lineChart('Precision-recall curve', shareAxis('frauds caught'), shareAxis('flagged that are frauds'), [
          { name: 'model', points: precision },
          {
            name: 'chance',
            points: [
              [0, frauds],
              [1, frauds],
            ],
            style: 'reference',
          },
        ])}
      </div>
      <div>
        <h3>Calibration</h3>
        ${lineChart('Calibration', logAxis('predicted', 0.0001, 1), logAxis('share of frauds', 0.0001, 1), [
          { name: 'a probability that means what it says', points: DIAGONAL, style: 'reference' },
          { name: 'bins of equal numbers of payments', points: bins, style: 'dots' },
        ])}
      </div>
    </div>`;
}

export function historySection({ history, treesKept }: TrainingReport): Html {
  if (history.length < 2) return html``;
  const top = Math.max(...history) * 1.05;
  const trees: Axis = { ...ticked('trees', history.length, (x) => String(Math.round(x))), from: 1 };
  const axis = ticked('average precision, validation', top, (x) => x.toFixed(2));
  return html`<h2>While trees grew</h2>
    <p>The model ends after ${treesKept} of ${history.length} trees.</p>
    <div class="charts">
      ${lineChart('Average precision by number of trees', trees, axis, [
        { name: 'validation', points: history.map((y, i): Point => [i + 1, y]) },
        {
          name: 'kept',
          points: [
            [treesKept, 0],
            [treesKept, top],
          ],
          style: 'reference',
        },
      ])}
    </div>`;
}

function ticked(label: string, to: number, format: (x: number) => string): Axis {
  return { label, from: 0, to, ticks: [0, 0.25, 0.5, 0.75, 1].map((share) => share * to), format };
}
