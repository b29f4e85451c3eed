/** Which features the model as a whole goes by. */
import type { TrainingReport } from '../training-report.js';
import { count, share, short } from './figures.js';
import { html, type Html } from './html.js';

const SHOWN = 40;

export function importanceSection({ importance, features }: TrainingReport): Html {
  const gain = importance.reduce((sum, feature) => sum + feature.gain, 0);
  const most = importance[0]?.contribution ?? 0;
  const unused = importance.filter(({ splits }) => splits === 0).length;
  return html`<h2>Importance</h2>
    <p>
      By the log-odds that a feature adds or takes away, on average over payments of the test part (mean absolute SHAP
      value). ${unused > 0 ? `${unused} of ${features} features split nothing.` : ''}
    </p>
    <div class="scroll">
      <table>
        <tr>
          <th>feature</th>
          <th class="bar"></th>
          <th class="n">mean |log-odds|</th>
          <th class="n">share of gain</th>
          <th class="n">splits</th>
        </tr>
        ${importance.slice(0, SHOWN).map(
          ({ name, contribution, gain: own, splits }) =>
            html`<tr>
              <td><code>${name}</code></td>
              <td class="bar"><i style="width: ${((100 * contribution) / (most || 1)).toFixed(1)}%"></i></td>
              <td class="n">${short(contribution)}</td>
              <td class="n">${share(gain > 0 ? own / gain : 0, 1)}</td>
              <td class="n">${count(splits)}</td>
            </tr>`,
        )}
      </table>
    </div>
    ${importance.length > SHOWN ? html`<p class="soft">and ${importance.length - SHOWN} more</p>` : ''}`;
}
