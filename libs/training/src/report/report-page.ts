/** The report of a training as one HTML page that needs nothing else: no scripts, nothing fetched. */
import type { TrainingReport } from '../training-report.js';
import { curvesSection, historySection } from './curves-section.js';
import { dataSection, parametersSection } from './data-section.js';
import { errorsSection } from './errors-section.js';
import { count, metric, share } from './figures.js';
import { html, Html } from './html.js';
import { importanceSection } from './importance-section.js';
import { operatingSection, weeksSection } from './operating-section.js';
import { REPORT_STYLE } from './report-style.js';

export function reportPage(report: TrainingReport): string {
  const { modelId, modelVersion } = report;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${modelId} ${modelVersion}: training report</title>
        <style>
          ${new Html(REPORT_STYLE)}
        </style>
      </head>
      <body>
        <h1>${modelId} · version ${modelVersion}</h1>
        ${summary(report)} ${warnings(report)} ${tiles(report)} ${curvesSection(report)} ${operatingSection(report)}
        ${weeksSection(report)} ${importanceSection(report)} ${errorsSection(report)} ${historySection(report)}
        ${dataSection(report)} ${parametersSection(report)}
      </body>
    </html>`.text;
}

function summary({ treesKept, features, parts, calibration }: TrainingReport): Html {
  const [train] = parts;
  return html`<p class="soft">
    ${treesKept} trees over ${features} features, trained on ${count(train!.rows)} payments with ${count(train!.frauds)}
    frauds; calibration: ${calibration.kind}. All figures are of the test part, which nothing was chosen by.
  </p>`;
}

function warnings({ splitBy, parts, ignored }: TrainingReport): Html {
  const test = parts.at(-1)!;
  const texts = [
    ...(splitBy === 'chance'
      ? [
          'The parts were drawn at random, because rows had no time. Rows of one burst of fraud lie on both sides: figures flatter. Name the column of times (--time).',
        ]
      : []),
    ...(test.frauds < 100 ? [`The test part has ${test.frauds} frauds: its figures are rough.`] : []),
    ...(ignored.length > 0 ? [`Nothing to learn from (constant or missing throughout): ${ignored.join(', ')}.`] : []),
  ];
  return html`${texts.map((text) => html`<p class="warning">${text}</p>`)}`;
}

function tiles({ metrics }: TrainingReport): Html {
  const named: readonly [string, string, (x: number) => string][] = [
    ['average_precision', 'average precision', metric],
    ['roc_auc', 'area under ROC', metric],
    ['recall_at_fpr_0_1_percent', 'frauds caught at 0.1 % false alarms', share],
    ['recall_at_fpr_1_percent', 'frauds caught at 1 % false alarms', share],
    ['precision_at_100', 'frauds among the 100 riskiest', share],
    ['card_precision_at_100', 'card precision at 100 a day', metric],
    ['brier_score', 'Brier score', (x) => x.toPrecision(3)],
    ['log_loss', 'log loss', (x) => x.toPrecision(3)],
    ['expected_calibration_error', 'calibration error', (x) => share(x, 3)],
  ];
  const known = named.filter(([name]) => metrics[name] !== undefined);
  return html`<div class="tiles">
    ${known.map(([name, label, show]) => html`<div class="tile"><b>${show(metrics[name]!)}</b><span>${label}</span></div>`)}
  </div>`;
}
