/** `1h`, `ever`, `day`, `session`, `session(30m)`, `last 10`. */
import { parseDuration } from '#cel';
import type { CalendarDays } from '../plan/calendar-days.js';
import type { Window } from '../plan/group-plan.js';
import { LAST_EVENTS_MAX, LOOK_BACK_MS_MAX } from './feature-definition.js';

/** Of an entity's sessions, each of which is a record; a window's may be shorter. */
const SESSION_GAP_MS_MIN = 60_000;
const SESSION_GAP_MS_MAX = 7 * 86_400_000;

/**
 * @param sessionGapMs - what ends a session where the window doesn't say
 * @returns what is wrong with it, where something is
 */
export function parseWindow(text: string, days: CalendarDays, sessionGapMs: number): Window | string {
  if (text === 'ever') return { kind: 'ever' };
  if (text === 'day') return { kind: 'day', days };
  const [, gap = ''] = /^session(?:\((.*)\))?$/.exec(text) ?? [];
  if (text.startsWith('session')) return sessionOf(text === 'session' ? sessionGapMs : parseDuration(gap));
  const [, events] = /^last (\d{1,6})$/.exec(text) ?? [];
  if (events !== undefined) {
    const count = Number(events);
    if (count >= 1 && count <= LAST_EVENTS_MAX) return { kind: 'last', events: count };
    return `must be the last 1 to ${LAST_EVENTS_MAX} events`;
  }
  const ms = parseDuration(text);
  if (ms === undefined || ms === 0)
    return 'must be a duration such as 90s, 1h or 30d, or `day`, `session`, `session(30m)`, `last 10` or `ever`';
  return ms <= LOOK_BACK_MS_MAX ? { kind: 'sliding', ms } : 'is longer than 400 days; `ever` has no end';
}

/** What ends a session, in milliseconds, or what is wrong with it. */
export function parseSessionGap(text: string): number | string {
  const gapMs = parseDuration(text);
  if (gapMs === undefined) return 'must be a duration such as 30m';
  if (gapMs < SESSION_GAP_MS_MIN) return 'must be at least 1m';
  return gapMs <= SESSION_GAP_MS_MAX ? gapMs : 'is longer than 7 days';
}

function sessionOf(gapMs: number | undefined): Window | string {
  if (gapMs === undefined || gapMs === 0) return 'must say the gap that ends a session, such as `session(30m)`';
  return gapMs <= SESSION_GAP_MS_MAX ? { kind: 'session', gapMs } : 'has a gap of more than 7 days';
}
