import { minorDigits } from '#contracts/money';
import { ticksBetween } from '../format/ticks.js';
import { shortDateTime } from '../format/time.js';
import type { MatchView, TimelineItem } from '../api/contract.js';

/** Where everything of the timeline goes, as numbers; drawing is elsewhere. Pixels from the top left corner. */
export interface TimelinePlan {
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly item: TimelineItem;
    readonly steps: string;
  }[];
  readonly bands: readonly { readonly x: number; readonly width: number; readonly count: number }[];
  readonly links: readonly (readonly { readonly x: number; readonly y: number }[])[];
  readonly ticks: readonly { readonly x: number; readonly says: string }[];
}

export interface Span {
  readonly says: string;
  /** Infinity: all there is. */
  readonly ms: number;
}
export const SPANS: readonly Span[] = [
  { says: '1 h', ms: 3_600_000 },
  { says: '24 h', ms: 86_400_000 },
  { says: '7 d', ms: 7 * 86_400_000 },
  { says: 'All', ms: Number.POSITIVE_INFINITY },
];
const ENOUGH = 4;
const BAND_MIN = 8;
const TICKS_MAX = 6;

/** The shortest span that shows the current transaction, every matched event and a few others for comparison. */
export function spanFor(items: readonly TimelineItem[], matches: readonly MatchView[]): Span {
  const endMs = endOf(items);
  const matched = matches.flatMap((match) =>
    match.steps.flatMap((step) => step.events.map((event) => Date.parse(event.occurred_at))),
  );
  const current = items.filter((item) => item.current).map((item) => Date.parse(item.occurred_at));
  const firstNeeded = Math.min(...matched, ...current, endMs);
  const wanted = Math.min(ENOUGH, items.length);
  return (
    SPANS.find(({ ms }) => {
      const fromMs = endMs - ms;
      return firstNeeded >= fromMs && items.filter((item) => Date.parse(item.occurred_at) >= fromMs).length >= wanted;
    }) ?? SPANS.at(-1)!
  );
}

/** What of the account lies in the span that ends with its newest transaction. */
export function within(items: readonly TimelineItem[], span: Span): TimelineItem[] {
  const fromMs = endOf(items) - span.ms;
  return items.filter((item) => Date.parse(item.occurred_at) >= fromMs);
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly padding: number;
}

export function planTimeline(
  items: readonly TimelineItem[],
  matches: readonly MatchView[],
  frame: Frame,
  timeZone: string,
): TimelinePlan {
  const times = items.map((item) => Date.parse(item.occurred_at));
  const fromMs = Math.min(...times);
  const toMs = Math.max(...times);
  const top = Math.max(1, ...items.map((item) => level(item.amount, item.currency)));
  const inner = frame.width - 2 * frame.padding;
  const x = (atMs: number): number =>
    toMs === fromMs ? frame.width / 2 : frame.padding + (inner * (atMs - fromMs)) / (toMs - fromMs);
  const y = (item: TimelineItem): number =>
    frame.height - frame.padding - (level(item.amount, item.currency) / top) * (frame.height - 2 * frame.padding);

  const steps = stepsOf(matches);
  const points = items.map((item, index) => ({
    item,
    x: x(times[index]!),
    y: y(item),
    steps: steps.get(item.transaction_id) ?? '',
  }));
  const byId = new Map(points.map((point) => [point.item.transaction_id, point]));
  const links = matches
    .map((match) =>
      match.steps
        .flatMap((step) => step.events)
        .flatMap((event) => byId.get(event.transaction_id) ?? [])
        .map((point) => ({ x: point.x, y: point.y })),
    )
    .filter((link) => link.length > 1);
  const ticks =
    toMs === fromMs
      ? [{ x: x(fromMs), says: shortDateTime(fromMs, timeZone) }]
      : ticksBetween(fromMs, toMs, TICKS_MAX, timeZone).map(({ atMs, says }) => ({ x: x(atMs), says }));
  return { points, links, bands: bandsOf(points), ticks };
}

/** Which steps of which match each transaction met: "1", "2"; with several matches "A1 B2". */
export function stepsOf(matches: readonly MatchView[]): Map<string, string> {
  const steps = new Map<string, string>();
  matches.forEach((match, matchIndex) => {
    const letter = matches.length > 1 ? String.fromCodePoint(65 + (matchIndex % 26)) : '';
    match.steps.forEach(({ events }, stepIndex) => {
      for (const { transaction_id: id } of events) {
        const before = steps.get(id);
        steps.set(id, `${before === undefined ? '' : `${before} `}${letter}${stepIndex + 1}`);
      }
    });
  });
  return steps;
}

function bandsOf(points: TimelinePlan['points']): TimelinePlan['bands'] {
  const sessions = new Map<string, { from: number; to: number; count: number }>();
  for (const { x, item } of points) {
    if (item.session_started_at === undefined) continue;
    const session = sessions.get(item.session_started_at);
    if (session === undefined) sessions.set(item.session_started_at, { from: x, to: x, count: 1 });
    else {
      session.from = Math.min(session.from, x);
      session.to = Math.max(session.to, x);
      session.count++;
    }
  }
  return [...sessions.values()]
    .filter(({ count }) => count > 1)
    .map(({ from, to, count }) => ({ x: from - BAND_MIN, width: to - from + 2 * BAND_MIN, count }));
}

/** Heights grow with the logarithm: small test amounts stay visible beside a large one. */
function level(amountMinor: number, currency: string): number {
  return Math.log1p(Math.abs(amountMinor) / 10 ** (minorDigits(currency) ?? 2));
}

function endOf(items: readonly TimelineItem[]): number {
  return Math.max(...items.map((item) => Date.parse(item.occurred_at)));
}
