/** `1h`, `ever`, `day`, `session`, `session(30m)`, `last 10`. */
import { parseDuration } from '#cel';
import type { CalendarDays } from '../plan/calendar-days.js';
import type { Window } from '../plan/group-plan.js';
import { SESSION_GAP_MS } from '../sessions/gap-session.js';
import { LAST_EVENTS_MAX, LOOK_BACK_MS_MAX } from './feature-definition.js';

const SESSION_GAP_MS_MAX = 7 * 86_400_000;

/** @returns what is wrong with it, where something is */
export function parseWindow(text: string, days: CalendarDays): Window | string {
  if (text === 'ever') return { kind: 'ever' };
  if (text === 'day') return { kind: 'day', days };
  const [, gap] = /^session(?:\((.*)\))?$/.exec(text) ?? [text];
  if (text.startsWith('session')) return sessionOf(text === 'session' ? undefined : gap);
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

function sessionOf(gap: string | undefined): Window | string {
  const gapMs = gap === undefined ? SESSION_GAP_MS : parseDuration(gap);
  if (gapMs === undefined || gapMs === 0) return 'must say the gap that ends a session, such as `session(30m)`';
  return gapMs <= SESSION_GAP_MS_MAX ? { kind: 'session', gapMs } : 'has a gap of more than 7 days';
}
