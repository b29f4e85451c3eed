import type { CaseListQuery, ConsoleMode, ConsoleStats, DecisionSummary, PatternStatus } from './api/contract.js';

/** What of a page lives in its address. Values that the page doesn't know are dropped, so an old link still opens. */
type Raw = Record<string, unknown>;

export interface FrameSearch {
  mode?: ConsoleMode;
}
export interface LiveSearch {
  outcome?: DecisionSummary['outcome'];
  answered_by?: DecisionSummary['answered_by'];
  q?: string;
  from?: string;
  to?: string;
  window?: ConsoleStats['window'];
}
export interface QueueSearch {
  view?: 'mine' | 'unassigned' | 'decided';
  sort?: CaseListQuery['sort'];
}
export interface DetailSearch {
  tab?: DetailTab;
}
export interface PatternsSearch {
  status?: PatternStatus;
  q?: string;
}
export interface PatternSearch {
  tab?: PatternTab;
  /** The version that is shown; none: the newest. */
  version?: number;
}
export const PATTERN_STATUSES = ['live', 'shadow', 'draft', 'retired'] as const satisfies PatternStatus[];
export const PATTERN_TABS = ['document', 'test', 'comparison', 'history'] as const;
export type PatternTab = (typeof PATTERN_TABS)[number];
export const DETAIL_TABS = ['overview', 'features', 'challenge', 'raw', 'notes'] as const;
export type DetailTab = (typeof DETAIL_TABS)[number];
export const WINDOWS = ['5m', '15m', '1h', '6h', '24h'] as const;
export const SORTS = ['expected_loss', 'due', 'newest', 'oldest', 'score'] as const;
export const OUTCOMES = ['approve', 'challenge', 'review', 'decline'] as const;
const RUNGS = ['full', 'degraded', 'stand_in'] as const;

export const frameSearch = (raw: Raw): FrameSearch => only({ mode: oneOf(raw['mode'], ['test', 'live'] as const) });

export const liveSearch = (raw: Raw): LiveSearch =>
  only({
    outcome: oneOf(raw['outcome'], OUTCOMES),
    answered_by: oneOf(raw['answered_by'], RUNGS),
    q: text(raw['q']),
    from: instant(raw['from']),
    to: instant(raw['to']),
    window: oneOf(raw['window'], WINDOWS),
  });

export const queueSearch = (raw: Raw): QueueSearch =>
  only({ view: oneOf(raw['view'], ['mine', 'unassigned', 'decided'] as const), sort: oneOf(raw['sort'], SORTS) });

export const detailSearch = (raw: Raw): DetailSearch => only({ tab: oneOf(raw['tab'], DETAIL_TABS) });

export const patternsSearch = (raw: Raw): PatternsSearch =>
  only({ status: oneOf(raw['status'], PATTERN_STATUSES), q: text(raw['q']) });

export const patternSearch = (raw: Raw): PatternSearch =>
  only({ tab: oneOf(raw['tab'], PATTERN_TABS), version: count(raw['version']) });

/** The two query parameters of the case list that one view stands for. */
export function caseListOf(view: QueueSearch['view']): Pick<CaseListQuery, 'status'> & { assignee?: string } {
  if (view === 'decided') return { status: 'decided' };
  if (view === 'mine') return { status: 'open', assignee: 'me' };
  if (view === 'unassigned') return { status: 'open', assignee: 'none' };
  return { status: 'open' };
}

/** Properties that are absent are left out of the address. */
function only<T extends object>(values: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((candidate) => candidate === value);
}

/** What an entity may be called at most, as the API has it. */
export const NAME_MAX = 1024;

/** The router reads `q=8812` as a number; an id is text. */
function text(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const trimmed = String(value).trim().slice(0, NAME_MAX);
  return trimmed === '' ? undefined : trimmed;
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : undefined;
}

function instant(value: unknown): string | undefined {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? new Date(value).toISOString() : undefined;
}
