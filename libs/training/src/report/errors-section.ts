/** The payments that the model is most wrong about: mislabelled ones are often among them. */
import type { TrainingReport } from '../training-report.js';
import type { Contribution, WorstError } from '../worst-errors.js';
import { moment, short } from './figures.js';
import { html, type Html } from './html.js';

export function errorsSection({ worst }: TrainingReport): Html {
  return html`<h2>Worst errors</h2>
    <h3>Frauds that it thought good</h3>
    ${errorTable(worst.missed)}
    <h3>Good payments that it thought fraud</h3>
    ${errorTable(worst.falseAlarms)}`;
}

function errorTable(errors: readonly WorstError[]): Html {
  const withTime = errors.some(({ timeMs }) => timeMs !== undefined);
  const withAmount = errors.some(({ amount }) => amount !== undefined);
  return html`<div class="scroll">
    <table>
      <tr>
        <th>payment</th>
        ${withTime ? html`<th>when (UTC)</th>` : ''} ${withAmount ? html`<th class="n">amount</th>` : ''}
        <th class="n">probability</th>
        <th>because of</th>
      </tr>
      ${errors.map(
        (error) =>
          html`<tr>
            <td><code>${error.row}</code></td>
            ${withTime ? html`<td>${error.timeMs === undefined ? '' : moment(error.timeMs)}</td>` : ''}
            ${withAmount ? html`<td class="n">${short(error.amount ?? Number.NaN)}</td>` : ''}
            <td class="n">${error.probability.toPrecision(3)}</td>
            <td>${error.why.map(reason)}</td>
          </tr>`,
      )}
    </table>
  </div>`;
}

function reason({ feature, value, logOdds }: Contribution): Html {
  const known = typeof value === 'string' ? value : Number.isNaN(value) ? 'missing' : short(value);
  return html`<div>
    <code>${feature}</code> = ${known} <span class="soft">(${logOdds > 0 ? '+' : ''}${logOdds.toFixed(2)})</span>
  </div>`;
}
