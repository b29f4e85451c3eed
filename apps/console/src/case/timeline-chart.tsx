import { useElementSize } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { MatchView, TimelineItem } from '../api/contract.js';
import { formatMoney } from '../format/money.js';
import { shortDateTime } from '../format/time.js';
import { OUTCOME_WORDS } from '../format/words.js';
import { OUTCOME_TONE } from '../parts/outcome.js';
import { useViewer } from '../shell/viewer.js';
import { isLit } from './highlight.js';
import { planTimeline } from './timeline-plan.js';

const HEIGHT = 132;
const PADDING = 20;
/** Half of a label: closer to an edge, it would be cut. */
const LABEL = 24;

interface TimelineChartProps {
  readonly items: readonly TimelineItem[];
  readonly matches: readonly MatchView[];
  /** The match that stands out. */
  readonly lit: number | undefined;
}

/** Time to the right, amount upwards. The list below says the same in words, so this is one picture to a screen reader. */
export function TimelineChart({ items, matches, lit }: TimelineChartProps) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const { timeZone } = useViewer();
  const navigate = useNavigate();
  const plan = useMemo(
    () => planTimeline(items, matches, { width: Math.max(width, 1), height: HEIGHT, padding: PADDING }, timeZone, lit),
    [items, matches, width, timeZone, lit],
  );
  return (
    <div className={lit === undefined ? 'timeline' : 'timeline timeline-lit'}>
      <div ref={ref}>
        <svg
          width="100%"
          height={HEIGHT + 18}
          role="img"
          aria-label={`${items.length} transactions of the account over time`}
        >
          <line x1="0" x2="100%" y1={HEIGHT} y2={HEIGHT} className="timeline-axis" />
          {plan.bands.map((band) => (
            <rect key={band.x} x={band.x} width={band.width} y={2} height={HEIGHT - 2} rx={4} className="timeline-band">
              <title>{`A session of ${band.count} transactions`}</title>
            </rect>
          ))}
          {plan.links.map(({ match, points }) => (
            <polyline
              key={match}
              points={points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}
              className={match === lit ? 'timeline-link lit' : 'timeline-link'}
            />
          ))}
          {plan.ticks.map(({ x, says }) => (
            <text
              key={x}
              x={x}
              y={HEIGHT + 13}
              textAnchor={x < LABEL ? 'start' : x > width - LABEL ? 'end' : 'middle'}
              className="timeline-tick num"
            >
              {says}
            </text>
          ))}
          {plan.points.map(({ x, y, item, marks, label }) => (
            <g
              key={item.transaction_id}
              transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`}
              className={`timeline-point${item.current ? '' : ' timeline-other'}${isLit(marks, lit) ? ' lit' : ''}`}
              onClick={() => {
                if (item.current) return;
                void navigate({ to: '/transactions/$transactionId', params: { transactionId: item.transaction_id } });
              }}
            >
              <title>
                {[
                  shortDateTime(Date.parse(item.occurred_at), timeZone),
                  formatMoney(item.amount, item.currency),
                  OUTCOME_WORDS[item.outcome],
                  `score ${item.score}`,
                  ...marks.map(({ title }) => title),
                ].join(' · ')}
              </title>
              <circle r={11} fill="transparent" />
              {item.current ? <circle r={9} className="timeline-ring" /> : null}
              <Mark outcome={item.outcome} />
              {item.labels.some((label) => label.in_force && label.verdict === 'fraud') ? (
                <path d="M0 -7 V-17 L8 -14 L0 -11" className="timeline-flag" />
              ) : null}
              {label === undefined ? null : (
                <text x={label.x - x} y={-12} textAnchor="middle" className="timeline-step num">
                  {label.says}
                </text>
              )}
            </g>
          ))}
        </svg>
      </div>
      <Legend />
    </div>
  );
}

/** A shape for each outcome, so that they differ without colour. */
function Mark({ outcome }: { readonly outcome: TimelineItem['outcome'] }) {
  const tone = `mark mark-${OUTCOME_TONE[outcome]}`;
  if (outcome === 'approve') return <circle r={4} className={tone} />;
  if (outcome === 'challenge') return <rect x={-4} y={-4} width={8} height={8} rx={1} className={tone} />;
  if (outcome === 'review') return <path d="M0 -5.5 5.5 0 0 5.5 -5.5 0Z" className={tone} />;
  return <path d="M-4 -4 4 4 M-4 4 4 -4" className={`${tone} mark-cross`} />;
}

function Legend() {
  return (
    <div className="legend" aria-hidden>
      {(['approve', 'challenge', 'review', 'decline'] as const).map((outcome) => (
        <span key={outcome}>
          <svg width="14" height="14" viewBox="-7 -7 14 14">
            <Mark outcome={outcome} />
          </svg>
          {OUTCOME_WORDS[outcome]}
        </span>
      ))}
      <span>
        <i className="legend-band" /> Session
      </span>
      <span>
        <i className="legend-link" /> Steps of a pattern
      </span>
    </div>
  );
}
