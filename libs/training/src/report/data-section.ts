/** What the model was trained on, and how. */
import { DEFAULT_PARAMETERS, type TrainingParameters } from '#trees';
import type { PartOfReport, TrainingReport } from '../training-report.js';
import { count, moment, share } from './figures.js';
import { html, type Html } from './html.js';

const DAY_MS = 86_400_000;

export function dataSection({ parts, splitBy, gapMs, dataHash, featureSet, lineage }: TrainingReport): Html {
  const gap = gapMs > 0 ? `, ${(gapMs / DAY_MS).toFixed(gapMs % DAY_MS === 0 ? 0 : 2)} days left out between them` : '';
  const origin = Object.entries(lineage).filter(([name]) => name !== 'parameters');
  return html`<h2>Data</h2>
    <p>Parts by ${splitBy === 'time' ? `time${gap}` : 'chance'}.</p>
    <div class="scroll">
      <table>
        <tr>
          <th>part</th>
          <th class="n">payments</th>
          <th class="n">frauds</th>
          <th class="n">share</th>
          <th>from (UTC)</th>
          <th>to</th>
        </tr>
        ${parts.map(partRow)}
      </table>
    </div>
    <p></p>
    <table>
      <tr>
        <th>feature set</th>
        <td><code>${featureSet}</code></td>
      </tr>
      <tr>
        <th>hash of the training part</th>
        <td><code>${dataHash}</code></td>
      </tr>
      ${origin.map(
        ([name, value]) =>
          html`<tr>
            <th>${name}</th>
            <td><code>${value}</code></td>
          </tr>`,
      )}
    </table>`;
}

function partRow({ name, rows, frauds, fromMs, toMs }: PartOfReport): Html {
  return html`<tr>
    <td>${name}</td>
    <td class="n">${count(rows)}</td>
    <td class="n">${count(frauds)}</td>
    <td class="n">${share(frauds / rows)}</td>
    <td>${fromMs === undefined ? '–' : moment(fromMs)}</td>
    <td>${toMs === undefined ? '–' : moment(toMs)}</td>
  </tr>`;
}

export function parametersSection({ parameters }: TrainingReport): Html {
  const names = Object.keys(DEFAULT_PARAMETERS) as (keyof TrainingParameters)[];
  return html`<h2>Parameters</h2>
    <table>
      <tr>
        <th>name</th>
        <th>value</th>
        <th>default</th>
      </tr>
      ${names.map(
        (name) =>
          html`<tr>
            <td><code>${name}</code></td>
            <td>${parameters[name]}</td>
            <td class="soft">${DEFAULT_PARAMETERS[name]}</td>
          </tr>`,
      )}
    </table>`;
}
