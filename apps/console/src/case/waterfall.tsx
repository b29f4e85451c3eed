import { useState, type CSSProperties, type ReactNode } from 'react';
import type { ExplanationStep, ExplanationView } from '../api/contract.js';
import { formatContribution, formatFigure, formatShare } from '../format/figures.js';
import { groupWords, HABIT_WORDS, UNEXPLAINED_WORDS } from '../format/words.js';
import {
  featureEntries,
  groupEntries,
  isExplained,
  waterfallPlan,
  type Bar,
  type Entry,
  type Explained,
  type Place,
} from './waterfall-plan.js';

interface WaterfallProps {
  readonly explanation: ExplanationView;
  /** 0 to 1000: what the model and the patterns together came to. */
  readonly score: number;
  readonly plotOf: PlotOf;
}

/** The small plot of a feature, by its name; null where it has none. */
type PlotOf = (feature: string) => ReactNode;

/** From where the model begins, step by step, to the score; or why there is nothing to show. */
export function Waterfall({ explanation, score, plotOf }: WaterfallProps) {
  if (isExplained(explanation)) return <Falls explanation={explanation} score={score} plotOf={plotOf} />;
  return (
    <div className="falls">
      <h3>What moved the score</h3>
      {explanation.steps.length === 0 ? null : (
        <ol>
          {explanation.steps.map((step) => (
            <li key={step.feature} className="fall fall-plain">
              <Says step={step} plotOf={plotOf} />
              <Weight weight={step.weight} />
            </li>
          ))}
        </ol>
      )}
      <p className="muted falls-note">{UNEXPLAINED_WORDS[explanation.method]}</p>
    </div>
  );
}

interface FallsProps extends WaterfallProps {
  readonly explanation: Explained;
}

function Falls({ explanation, score, plotOf }: FallsProps) {
  const [each, setEach] = useState(false);
  const { base, bars, total, ticks } = waterfallPlan(
    explanation,
    each ? featureEntries(explanation) : groupEntries(explanation),
  );
  return (
    <div className="falls">
      <div className="falls-head">
        <h3>What moved the score</h3>
        <span className="muted" title="Log-odds: each +0.69 doubles the odds of fraud, each −0.69 halves them">
          <span className="text-ok">◀ safer</span> <span className="text-bad">riskier ▶</span>
        </span>
      </div>
      <ol>
        <li className="fall">
          <span className="fall-end">Where the model begins</span>
          <span className="fall-track" aria-hidden>
            <Grid ticks={ticks} />
            <span className="fall-link fall-out" style={{ left: percent(base.at) }} />
            <span className="fall-dot" style={{ left: percent(base.at) }} />
          </span>
          <span className="num fall-value">{formatShare(base.probability)}</span>
        </li>
        {bars.map((bar) => (
          <Fall key={bar.key} bar={bar} ticks={ticks} each={each} plotOf={plotOf} />
        ))}
        <Total total={total} ticks={ticks} score={score} />
      </ol>
      <div className="fall falls-scale" aria-hidden>
        <span className="muted">Probability of fraud</span>
        <span className="falls-ticks num">
          {ticks.map(({ at, probability }) => (
            <span key={probability} style={{ left: percent(at) }}>
              {scaleLabel(probability)}
            </span>
          ))}
        </span>
      </div>
      <button type="button" className="falls-more" onClick={() => setEach(!each)} aria-expanded={each}>
        {each ? 'Show by kind' : 'Show each feature'}
      </button>
    </div>
  );
}

interface FallProps {
  readonly bar: Bar & Entry;
  readonly ticks: readonly Place[];
  /** By feature; else by group. */
  readonly each: boolean;
  readonly plotOf: PlotOf;
}

function Fall({ bar, ticks, each, plotOf }: FallProps) {
  const { from, to, weight, step, group, features } = bar;
  const name =
    group === '' && step === undefined ? (
      <span className="muted">{features === 0 ? 'The rest' : `All ${features} others together`}</span>
    ) : each ? (
      <Says step={step!} plotOf={plotOf} />
    ) : (
      <Group group={group} step={step} features={features} plotOf={plotOf} />
    );
  return (
    <li className="fall">
      {name}
      <span className="fall-track" aria-hidden>
        <Grid ticks={ticks} />
        <span className="fall-link fall-in" style={{ left: percent(from) }} />
        <span className="fall-link fall-out" style={{ left: percent(to) }} />
        <span
          className={`fall-bar fill-${weight < 0 ? 'ok' : 'bad'} ${group === '' ? 'fall-quiet' : ''}`}
          style={span(bar)}
        />
      </span>
      <Weight weight={weight} />
    </li>
  );
}

interface GroupProps {
  readonly group: string;
  readonly step: ExplanationStep | undefined;
  readonly features: number;
  readonly plotOf: PlotOf;
}

/** What the group's strongest feature says, and how many others pulled with it or against it. */
function Group({ group, step, features, plotOf }: GroupProps) {
  if (step) return <Says step={step} more={features - 1} plotOf={plotOf} />;
  return (
    <span className="fall-says">
      <span className="fall-sentence">{groupWords(group)}</span>
      <span className="fall-usual">
        {features === 1 ? '1 feature of little weight' : `${features} features, each of little weight`}
      </span>
    </span>
  );
}

/** Where it ends: the model's probability, and the score, which is a pattern's risk where that is higher. */
function Total({
  total,
  ticks,
  score,
}: {
  readonly total: Place;
  readonly ticks: readonly Place[];
  readonly score: number;
}) {
  const own = Math.round(1000 * total.probability);
  const raised = score > own + 1;
  return (
    <li className="fall fall-total">
      <span className="fall-end">
        {raised ? 'What the model makes of it' : `Score ${score}`}
        {raised ? (
          <span className="fall-usual">The score is {score}: the risk of the pattern that matched is higher</span>
        ) : null}
      </span>
      <span className="fall-track" aria-hidden>
        <Grid ticks={ticks} />
        <span className="fall-link fall-in" style={{ left: percent(total.at) }} />
        <span className="fall-dot" style={{ left: percent(total.at) }} />
      </span>
      <span className="num fall-value">{formatShare(total.probability)}</span>
    </li>
  );
}

function Grid({ ticks }: { readonly ticks: readonly Place[] }) {
  return ticks.map(({ at, probability }) => (
    <span key={probability} className="fall-grid" style={{ left: percent(at) }} />
  ));
}

interface SaysProps {
  readonly step: ExplanationStep;
  /** Features of its group beside it. */
  readonly more?: number;
  readonly plotOf: PlotOf;
}

function Says({ step, more = 0, plotOf }: SaysProps) {
  const { sentence, usual, usual_of: of, group, label } = step;
  return (
    <span className="fall-says fall-plotted" title={label}>
      <span>
        <span className="fall-sentence">{sentence}</span>
        <span className="fall-usual">
          {group === '' ? null : <span className="fall-group">{groupWords(group)}</span>}
          {usual === undefined ? null : (
            <span title={HABIT_WORDS[of ?? 'everyone'].long}>{`${HABIT_WORDS[of ?? 'everyone'].short}: ${usual}`}</span>
          )}
          {more > 0 ? <span>with {more} more</span> : null}
        </span>
      </span>
      {plotOf(step.feature)}
    </span>
  );
}

function Weight({ weight }: { readonly weight: number }) {
  const tone = weight < 0 ? 'ok' : 'bad';
  const odds = `${formatFigure(Math.exp(Math.abs(weight)))} times ${weight < 0 ? 'lower' : 'higher'} odds of fraud`;
  return (
    <span className={`num fall-value text-${tone}`} title={odds}>
      {formatContribution(weight)}
    </span>
  );
}

function span({ from, to }: Bar): CSSProperties {
  return { left: percent(Math.min(from, to)), width: percent(Math.abs(to - from)) };
}

function percent(share: number): string {
  return `${share * 100}%`;
}

/** `0.001%`, `1%`, `99.9%` */
function scaleLabel(probability: number): string {
  return `${Number((probability * 100).toPrecision(4))}%`;
}
