import { SegmentedControl } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconClock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { PatternTestResult, PatternTestRun } from '../api/contract.js';
import { formatCount, formatFigure } from '../format/figures.js';
import { shortDateTime } from '../format/time.js';
import { entityWords, RUN_WORDS, sentenceCase } from '../format/words.js';
import { Identifier } from '../parts/identifier.js';
import { Empty, Panel } from '../parts/panel.js';
import { useViewer } from '../shell/viewer.js';
import { RUN_VIEWS, runsIn, sinceStart, type RunView } from './runs.js';

const VIEW_WORDS: Record<RunView, string> = { all: 'All', matched: 'Matched', waiting: 'Waiting', ended: 'Ended' };
const RUNS_SHOWN = 100;
const EVENTS_SHOWN = 8;

interface TestResultProps {
  readonly result: PatternTestResult;
  /** Over real payments, which have pages and dates; written ones have neither. */
  readonly recent: boolean;
}

/** What a test found: figures first, then every partial match and what became of it. */
export function TestResult({ result, recent }: TestResultProps) {
  const [view, setView] = useState<RunView>('all');
  const runs = useMemo(() => runsIn(result.runs, view), [result.runs, view]);
  const { events, examples, stats } = result;
  const failed = examples.filter(({ ok }) => !ok);
  return (
    <>
      <Panel title="Result" flush>
        <div className="tiles test-tiles">
          <Figure says="Matches" value={result.matches.length} />
          <Figure says={recent ? 'Payments' : 'Events'} value={events.count} />
          <Figure says={`Entities (${entityWords(result.pattern.by).toLowerCase()})`} value={result.entities} />
          <Figure says="Still waiting" value={runsIn(result.runs, 'waiting').length} />
          <Figure says="Ended without a match" value={runsIn(result.runs, 'ended').length} />
        </div>
        <ul className="test-notes">
          {events.truncated ? <li className="text-warn">There were more payments: these are the newest.</li> : null}
          {result.truncated ? (
            <li className="text-warn">There was more than is shown: each list ends at 500.</li>
          ) : null}
          {stats.shed_runs + stats.shed_matches > 0 ? (
            <li className="text-warn">
              {formatCount(stats.shed_runs)} partial matches and {formatCount(stats.shed_matches)} matches were given
              up: an entity had too many. Begin with what is rare.
            </li>
          ) : null}
          {stats.failed_conditions > 0 ? (
            <li className="text-warn">
              {formatCount(stats.failed_conditions)} times a condition had no answer and counted as false.
            </li>
          ) : null}
          {failed.map(({ title, expected, found }) => (
            <li key={title} className="text-bad">
              <IconCircleX size={14} aria-hidden /> The example “{title}” should match {expected} times and matches{' '}
              {found}.
            </li>
          ))}
          {examples.length > 0 && failed.length === 0 ? (
            <li className="text-ok">
              <IconCircleCheck size={14} aria-hidden /> All {examples.length} examples of the document give what they
              say.
            </li>
          ) : null}
        </ul>
      </Panel>
      <Panel
        title="Partial matches and how they ended"
        aside={
          <SegmentedControl
            aria-label="Which partial matches"
            value={view}
            data={RUN_VIEWS.map((value) => ({
              value,
              label: `${VIEW_WORDS[value]} ${formatCount(countIn(result, value))}`,
            }))}
            onChange={(value) => setView(RUN_VIEWS.find((each) => each === value) ?? 'all')}
          />
        }
        flush
      >
        {view === 'matched' ? (
          <Matches result={result} recent={recent} />
        ) : runs.length === 0 ? (
          <Empty title={view === 'all' ? 'No event met the first step' : 'None ended like that'} />
        ) : (
          <ol className="runs">
            {runs.slice(0, RUNS_SHOWN).map((run) => (
              <Run key={run.id} run={run} result={result} recent={recent} />
            ))}
          </ol>
        )}
        {view !== 'matched' && runs.length > RUNS_SHOWN ? (
          <p className="runs-more muted">and {formatCount(runs.length - RUNS_SHOWN)} more</p>
        ) : null}
      </Panel>
    </>
  );
}

/** Partial matches are cut off earlier than matches, so a match may be known without the run that completed it. */
function countIn({ matches, runs }: PatternTestResult, view: RunView): number {
  return view === 'matched' ? matches.length : runsIn(runs, view).length;
}

function Matches({ result, recent }: TestResultProps) {
  const at = useTimeWords(result, recent);
  const { matches, pattern } = result;
  if (matches.length === 0) return <Empty title="Nothing matched" />;
  return (
    <>
      <ol className="runs">
        {matches.slice(0, RUNS_SHOWN).map((match, index) => (
          <li key={index} className="run">
            <div className="run-head">
              <span className="badge badge-plain tone-bad">{RUN_WORDS.matched}</span>
              <EntityName by={pattern.by} id={match.entity} />
              <span className="run-why num">{at(match.at)}</span>
            </div>
            <ol className="steps">
              <Taken steps={match.steps} at={at} recent={recent} />
            </ol>
          </li>
        ))}
      </ol>
      {matches.length > RUNS_SHOWN ? (
        <p className="runs-more muted">and {formatCount(matches.length - RUNS_SHOWN)} more</p>
      ) : null}
    </>
  );
}

/** Written events need not name their entity. */
function EntityName({ by, id }: { readonly by: string; readonly id: string }) {
  if (id === '') return null;
  return (
    <>
      <span className="muted">{entityWords(by)}</span> <Identifier value={id} />
    </>
  );
}

function Figure({ says, value }: { readonly says: string; readonly value: number }) {
  return (
    <div className="tile">
      <div className="tile-says">{says}</div>
      <div className="tile-line">
        <span className="tile-value num">{formatCount(value)}</span>
      </div>
    </div>
  );
}

const TONES: Partial<Record<PatternTestRun['status'], string>> = { matched: 'tone-bad', waiting: 'tone-review' };

interface RunProps extends TestResultProps {
  readonly run: PatternTestRun;
}

function Run({ run, result, recent }: RunProps) {
  const at = useTimeWords(result, recent);
  return (
    <li className="run">
      <div className="run-head">
        <span className={`badge badge-plain ${TONES[run.status] ?? 'tone-none'}`}>{RUN_WORDS[run.status]}</span>
        <EntityName by={result.pattern.by} id={run.entity} />
        <span className="run-why">{whyWords(run, at)}</span>
      </div>
      <ol className="steps">
        <Taken steps={run.steps} at={at} recent={recent} />
        {run.status === 'waiting'
          ? run.waits_for.map(({ step, condition }) => (
              <li key={step} className="step step-waits">
                <IconClock size={18} stroke={1.5} className="muted" aria-label="waits for" />
                <div>
                  <div className="step-name">{sentenceCase(step)}</div>
                  {condition === null ? null : <code className="step-condition">{condition}</code>}
                </div>
              </li>
            ))
          : null}
      </ol>
    </li>
  );
}

interface TakenProps {
  readonly steps: PatternTestRun['steps'];
  readonly at: (instant: string) => string;
  readonly recent: boolean;
}

function Taken({ steps, at, recent }: TakenProps) {
  return steps.map(({ step, events }, index) => (
    <li key={step} className="step">
      <span className="step-number num">{index + 1}</span>
      <div>
        <div className="step-name">
          {sentenceCase(step)}
          {events.length > 1 ? <span className="muted num"> × {events.length}</span> : null}
        </div>
        {events.slice(0, EVENTS_SHOWN).map((event) => (
          <div key={event.transaction_id} className="step-event num">
            <span className="muted">{at(event.occurred_at)}</span>
            {recent ? (
              <Link to="/transactions/$transactionId" params={{ transactionId: event.transaction_id }}>
                {formatFigure(event.amount)}
              </Link>
            ) : (
              <span title={event.transaction_id}>{formatFigure(event.amount)}</span>
            )}
          </div>
        ))}
        {events.length > EVENTS_SHOWN ? (
          <div className="muted step-event">and {events.length - EVENTS_SHOWN} more</div>
        ) : null}
      </div>
    </li>
  ));
}

/** When something was, in the viewer's zone; of written events how long after the first. */
function useTimeWords({ events }: PatternTestResult, recent: boolean): (at: string) => string {
  const { timeZone } = useViewer();
  return (at) =>
    recent || events.from === null ? shortDateTime(Date.parse(at), timeZone) : sinceStart(at, events.from);
}

const INSTANT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** The server's sentence, its instants as the rest of the page has them. */
function whyWords({ why }: PatternTestRun, at: (instant: string) => string): string {
  return `${why.replaceAll(INSTANT, at)}.`;
}
