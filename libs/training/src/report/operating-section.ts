/** What thresholds would do with the test part, and how quality went from week to week. */
import type { OperatingPoint } from '../operating-points.js';
import type { TrainingReport } from '../training-report.js';
import { count, day, metric, share, short } from './figures.js';
import { html, type Html } from './html.js';

export function operatingSection({ operatingPoints, costs }: TrainingReport): Html {
  const missed = costs.missed === 'amount' ? 'its amount' : short(costs.missed);
  return html`<h2>Confusion at chosen thresholds</h2>
    <p>
      A good payment that is flagged costs ${short(costs.falseAlarm)}, a fraud that is not costs ${missed}. Thresholds
      were chosen on the part for validation and are counted on the test part.
    </p>
    <div class="scroll">
      <table>
        <tr>
          <th>threshold chosen by</th>
          <th class="n">probability</th>
          <th class="n">frauds flagged</th>
          <th class="n">frauds missed</th>
          <th class="n">good flagged</th>
          <th class="n">good passed</th>
          <th class="n">flagged that are frauds</th>
          <th class="n">cost</th>
        </tr>
        ${operatingPoints.map(pointRow)}
      </table>
    </div>`;
}

function pointRow(point: OperatingPoint): Html {
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = point;
  const frauds = truePositives + falseNegatives;
  const good = falsePositives + trueNegatives;
  return html`<tr>
    <td>${point.name}</td>
    <td class="n">${Number.isFinite(point.threshold) ? point.threshold.toPrecision(3) : '–'}</td>
    <td class="n">${count(truePositives)} (${share(truePositives / frauds, 1)})</td>
    <td class="n">${count(falseNegatives)}</td>
    <td class="n">${count(falsePositives)} (${share(falsePositives / good)})</td>
    <td class="n">${count(trueNegatives)}</td>
    <td class="n">${share(truePositives / (truePositives + falsePositives), 1)}</td>
    <td class="n">${count(point.cost)}</td>
  </tr>`;
}

export function weeksSection({ weeks }: TrainingReport): Html {
  if (weeks.length < 2) return html``;
  return html`<h2>Week by week</h2>
    <div class="scroll">
      <table>
        <tr>
          <th>week from</th>
          <th class="n">payments</th>
          <th class="n">frauds</th>
          <th class="n">average precision</th>
          <th class="n">area under ROC</th>
        </tr>
        ${weeks.map(
          (week) =>
            html`<tr>
              <td>${day(week.fromMs)}</td>
              <td class="n">${count(week.rows)}</td>
              <td class="n">${count(week.frauds)}</td>
              <td class="n">${metric(week.averagePrecision)}</td>
              <td class="n">${metric(week.rocAuc)}</td>
            </tr>`,
        )}
      </table>
    </div>`;
}
