import { minorDigits } from '#contracts/money';
import { ticksBetween } from '../format/ticks.js';
import { shortDateTime } from '../format/time.js';
import type { MatchView, TimelineItem } from '../api/contract.js';
import { marksOf, type StepMark } from './step-marks.js';

/** Where everything of the timeline goes, as numbers; drawing is elsewhere. Pixels from the top left corner. */
export interface TimelinePlan {
  readonly points: readonly TimelinePoint[];
  readonly bands: readonly { readonly x: number; readonly width: number; readonly count: number }[];
  /** By match, its transactions in order; of matches with two at least. */
  readonly links: readonly {
    readonly match: number;
    readonly points: readonly { readonly x: number; readonly y: number }[];
  }[];
  readonly ticks: readonly { readonly x: number; readonly says: string }[];
}

export interface TimelinePoint {
  readonly x: number;
  readonly y: number;
  readonly item: TimelineItem;
  /** The steps that it met. */
  readonly marks: readonly StepMark[];
  /** What is written above it: the names of its steps where there is room, else their numbers. */
  readonly label: Label | undefined;
}

interface Label {
  readonly says: string;
  /** Of its middle. */
  readonly x: number;
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
/** Of a letter of a label, on average, and of its line. */
const LETTER_WIDTH = 6.2;
const LABEL_HEIGHT = 13;

/** The shortest span that shows the current transaction, every matched one and a few others for comparison. */
export function spanFor(items: readonly TimelineItem[], matches: readonly MatchView[]): Span {
  const endMs = endOf(items);
  const marks = marksOf(matches);
  const needed = items.filter((item) => item.current || marks.has(item.transaction_id));
  const firstNeeded = Math.min(...needed.map((item) => Date.parse(item.occurred_at)), endMs);
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

/** @param lit - the match that stands out: only its steps are written */
export function planTimeline(
  items: readonly TimelineItem[],
  matches: readonly MatchView[],
  frame: Frame,
  timeZone: string,
  lit?: number,
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

  const marks = marksOf(matches);
  const bare = items.map((item, index) => ({
    item,
    x: x(times[index]!),
    y: y(item),
    marks: (marks.get(item.transaction_id) ?? []).filter(({ match }) => lit === undefined || match === lit),
  }));
  const points = labelled(bare, frame.width);
  const byId = new Map(points.map((point) => [point.item.transaction_id, point]));
  const links = matches
    .map((match, index) => ({
      match: index,
      points: match.steps
        .flatMap((step) => step.events)
        .flatMap((event) => byId.get(event.transaction_id) ?? [])
        .toSorted((a, b) => a.x - b.x)
        .map((point) => ({ x: point.x, y: point.y })),
    }))
    .filter((link) => link.points.length > 1);
  const ticks =
    toMs === fromMs
      ? [{ x: x(fromMs), says: shortDateTime(fromMs, timeZone) }]
      : ticksBetween(fromMs, toMs, TICKS_MAX, timeZone).map(({ atMs, says }) => ({ x: x(atMs), says }));
  return { points, links, bands: bandsOf(points), ticks };
}

type Bare = Omit<TimelinePoint, 'label'>;

/** Names are written where they touch no other, numbers where those don't; what has no room is in the list below. */
function labelled(points: readonly Bare[], width: number): TimelinePoint[] {
  const met = points.filter(({ marks }) => marks.length > 0);
  const named = met.map((point) => ({ point, ...labelOf(point, 'name', width) }));
  const written: (Label & { readonly point: Bare })[] = [];
  for (const one of named) {
    const alone = named.every((other) => other === one || !touch(one, other));
    const label = alone ? one : { point: one.point, ...labelOf(one.point, 'short', width) };
    if (written.every((other) => !touch(label, other))) written.push(label);
  }
  const labels = new Map(written.map(({ point, says, x }) => [point, { says, x }]));
  return points.map((point) => ({ ...point, label: labels.get(point) }));
}

/** Above its point, and not over an edge. */
function labelOf({ x, marks }: Bare, form: 'name' | 'short', width: number): Label {
  const says = marks.map((mark) => mark[form]).join(form === 'name' ? ', ' : ' ');
  const half = widthOf(says) / 2;
  return { says, x: Math.max(half, Math.min(width - half, x)) };
}

function touch(a: Label & { readonly point: Bare }, b: Label & { readonly point: Bare }): boolean {
  const room = (widthOf(a.says) + widthOf(b.says)) / 2;
  return Math.abs(a.x - b.x) < room && Math.abs(a.point.y - b.point.y) < LABEL_HEIGHT;
}

function widthOf(text: string): number {
  return text.length * LETTER_WIDTH;
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
