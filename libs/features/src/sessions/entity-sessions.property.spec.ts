import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter } from '#bytes';
import { EntitySessions, type SessionReport } from './entity-sessions.js';
import type { Session, SessionEvent } from './gap-session.js';
import { decodeSessions, encodeSessions } from './sessions-codec.js';

const MINUTE = 60_000;
const CHANNELS = ['card_present', 'card_not_present'];
const BOUNDS = { gapMs: 30 * MINUTE, latenessMs: 600 * MINUTE };

const event: fc.Arbitrary<SessionEvent> = fc.record({
  // Gaps of exactly half an hour are frequent.
  timeMs: fc.integer({ min: 0, max: 120 }).map((n) => n * 5 * MINUTE),
  amount: fc.oneof(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.constant(Number.NaN)),
  counterpart: fc.integer({ min: 0, max: 5 }),
  channel: fc.constantFrom('', 'card_present', 'card_not_present', 'kiosk'),
});

type Step = { readonly event: SessionEvent } | { readonly watermarkMs: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ event }) },
  { weight: 1, arbitrary: fc.record({ watermarkMs: fc.integer({ min: 0, max: 600 }).map((n) => n * MINUTE) }) },
);

/** Sessions by a scan over all events in the order of time. */
function scanned(events: readonly SessionEvent[]): Session[] {
  const runs: SessionEvent[][] = [];
  for (const one of events.toSorted((a, b) => a.timeMs - b.timeMs)) {
    const run = runs.at(-1);
    if (run !== undefined && one.timeMs - run.at(-1)!.timeMs <= BOUNDS.gapMs) run.push(one);
    else runs.push([one]);
  }
  return runs.map((run) => ({
    startMs: run[0]!.timeMs,
    endMs: run.at(-1)!.timeMs,
    count: run.length,
    sum: run.reduce((sum, { amount }) => sum + (Number.isNaN(amount) ? 0 : amount), 0),
    distinct: new Set(run.map(({ counterpart }) => counterpart).filter((one) => one !== 0)).size,
    isCapped: false,
    channels: [...new Set(run.map(({ channel }) => channel).filter((one) => one !== ''))].sort(),
  }));
}

/** What someone knows who follows the reports. */
class Follower {
  readonly known = new Map<number, Session>();

  follow(reports: readonly SessionReport[]): void {
    for (const { closed, replaces } of reports) {
      for (const start of replaces) if (!this.known.delete(start)) throw new Error(`no session of ${start} to replace`);
      if (closed === undefined) continue;
      if (this.known.has(closed.startMs)) throw new Error(`two sessions of ${closed.startMs}`);
      this.known.set(closed.startMs, closed);
    }
  }

  get sessions(): Session[] {
    return [...this.known.values()].toSorted((a, b) => a.startMs - b.startMs);
  }
}

describe('sessions of an entity', () => {
  it('events in any order, watermarks between them → the reports give the closed sessions of a scan', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.boolean(), (steps, isStored) => {
        let sessions = new EntitySessions(BOUNDS);
        const follower = new Follower();
        const events: SessionEvent[] = [];
        for (const next of steps) {
          if ('event' in next) {
            events.push(next.event);
            follower.follow([sessions.add(next.event)!]);
          } else follower.follow(sessions.advance(next.watermarkMs));
          const closed = scanned(events).filter(({ endMs }) => endMs + BOUNDS.gapMs < sessions.watermarkMs);
          expect(follower.sessions).toEqual(closed);
          if (isStored) sessions = stored(sessions);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('an event from before the lateness → is refused, and sessions from before it are let go', () => {
    const sessions = new EntitySessions(BOUNDS);
    sessions.add(at(0));
    sessions.advance(BOUNDS.latenessMs + BOUNDS.gapMs + 1);
    expect(sessions.add(at(BOUNDS.gapMs))).toBeUndefined();
    expect(sessions.add(at(Number.NaN))).toBeUndefined();
    expect(sessions.sessions).toEqual([]);
    expect(sessions.closesAtMs).toBe(Infinity);
  });

  it('a longer gap → holds for what is open, and what was closed stays as it was', () => {
    const [sessions, follower] = [new EntitySessions(BOUNDS), new Follower()];
    const add = (minute: number): void => follower.follow([sessions.add(at(minute * MINUTE))!]);
    const spans = (): number[][] => follower.sessions.map(({ startMs, endMs }) => [startMs / MINUTE, endMs / MINUTE]);
    add(0);
    follower.follow(sessions.advance(31 * MINUTE));
    add(40);
    sessions.gapMs = 60 * MINUTE;
    expect(sessions.closesAtMs).toBe(100 * MINUTE + 1);
    follower.follow(sessions.advance(95 * MINUTE));
    add(100);
    follower.follow(sessions.advance(161 * MINUTE));
    expect(spans()).toEqual([
      [0, 0],
      [40, 100],
    ]);
    // Late: too far from the first by its own gap, near enough to the second by the gap that that was closed with.
    sessions.gapMs = MINUTE;
    add(-31);
    add(35);
    expect(spans()).toEqual([
      [-31, -31],
      [0, 0],
      [35, 100],
    ]);
    expect(stored(sessions).add(at(29 * MINUTE))?.replaces).toEqual([0]);
  });

  it('a shorter gap → splits nothing that is open, and closes it sooner', () => {
    const sessions = new EntitySessions({ ...BOUNDS, gapMs: 60 * MINUTE });
    for (const minute of [0, 50]) sessions.add(at(minute * MINUTE));
    sessions.gapMs = 10 * MINUTE;
    sessions.add(at(65 * MINUTE));
    expect(sessions.advance(70 * MINUTE)).toMatchObject([{ closed: { startMs: 0, endMs: 50 * MINUTE, count: 2 } }]);
    expect(sessions.advance(80 * MINUTE)).toMatchObject([{ closed: { startMs: 65 * MINUTE, count: 1 } }]);
  });

  it('more counterparts than are told apart → at least so many, and said to be', () => {
    const sessions = new EntitySessions(BOUNDS);
    for (let i = 1; i <= 1025; i++) sessions.add({ timeMs: i, amount: i, counterpart: i, channel: '' });
    const [report] = sessions.advance(BOUNDS.gapMs + 2000);
    expect(report).toMatchObject({ revision: 1, closed: { distinct: 1024, isCapped: true, count: 1025 } });
  });
});

const at = (timeMs: number): SessionEvent => ({ timeMs, amount: 1, counterpart: 0, channel: '' });

function stored(sessions: EntitySessions): EntitySessions {
  const out = new ByteWriter();
  encodeSessions(sessions, CHANNELS, out);
  const input = new ByteReader(out.take());
  const read = new EntitySessions(BOUNDS);
  decodeSessions(read, CHANNELS, input);
  expect(input.done).toBe(true);
  return read;
}
