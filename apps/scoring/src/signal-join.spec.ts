import { describe, expect, it } from 'vitest';
import type { SignalV1 } from '#contracts';
import type { Pace } from '#decisions';
import { SignalJoin, type Arrival, type JoinLimits } from './signal-join.js';
import { entityOf, matchOf, NOW, recordOf, replyTo, signalOf, transactionOf } from './testing/signals.js';

const LIMITS: JoinLimits = { marginMs: 30, lateMs: 60_000, openMax: 100, decidedMax: 100 };

function arrivalOf(signal: SignalV1, offset = 1): Arrival {
  return { signal, record: recordOf(signal, offset) };
}

/** The signals of one transaction over three partitions. */
function threeSignals(change: Partial<SignalV1> = {}): SignalV1[] {
  const transaction = transactionOf();
  const entities = [entityOf('account'), entityOf('card'), entityOf('merchant')];
  return [4, 2, 9].map((partition, i) =>
    signalOf({ transaction, partitions: [4, 2, 9], partition, entities: [entities[i]!], ...change }),
  );
}

function joinOf(change: Partial<JoinLimits> = {}) {
  const join = new SignalJoin({ ...LIMITS, ...change });
  const add = (signal: SignalV1, at = NOW, pace: Pace = 'normal', offset = 1) =>
    join.add(arrivalOf(signal, offset), pace, at);
  return { join, add };
}

describe('SignalJoin: completeness', () => {
  it('a transaction of one partition → complete at once, nothing stays open', () => {
    const { join, add } = joinOf();
    expect(add(signalOf())).toMatchObject({ rung: 'full', reply: true, arrived: 1 });
    expect(join.openCount).toBe(0);
    expect(join.holdFrom()).toBeUndefined();
  });

  it('three partitions: the last signal completes, in whatever order → entities in contract order', () => {
    const [a, b, c] = threeSignals();
    const { join, add } = joinOf();
    expect(add(c!)).toBeUndefined();
    expect(add(a!)).toBeUndefined();
    const joined = add(b!);
    expect(joined).toMatchObject({ rung: 'full', reply: true, arrived: 3 });
    expect(joined?.entities.map(({ entityType }) => entityType)).toEqual(['account', 'card', 'merchant']);
    expect(join.openCount).toBe(0);
  });

  it('matches of several partitions → strongest first', () => {
    const [a, b, c] = threeSignals();
    const { add } = joinOf();
    add({ ...a!, matches: [matchOf({ patternId: 'weak', risk: 0.2 })] });
    add({ ...b!, matches: [matchOf({ patternId: 'strong', risk: 0.9 })] });
    expect(add(c!)?.matches.map(({ patternId }) => patternId)).toEqual(['strong', 'weak']);
  });

  it('a signal that comes twice → counts once', () => {
    const [a, b, c] = threeSignals();
    const { add } = joinOf();
    for (const repeat of [a!, a!, b!, b!]) expect(add(repeat)).toBeUndefined();
    expect(add(c!)?.rung).toBe('full');
  });

  it('a signal that comes again after the decision → nothing, and nothing stays open', () => {
    const [a, b, c] = threeSignals();
    const { join, add } = joinOf();
    for (const signal of [a!, b!, c!]) add(signal);
    expect(add(b!)).toBeUndefined();
    expect(join.openCount).toBe(0);
  });
});

describe('SignalJoin: time', () => {
  it('one signal missing at the deadline less the margin → degraded once; the rest later → full, without a reply', () => {
    const [a, b, c] = threeSignals();
    const { join, add } = joinOf();
    add(a!);
    add(c!);
    expect(join.due(NOW + 219)).toEqual([]);
    expect(join.due(NOW + 220)).toMatchObject([{ rung: 'degraded', reply: true, arrived: 2 }]);
    expect(join.due(NOW + 1000)).toEqual([]);
    expect(add(b!, NOW + 1000)).toMatchObject({ rung: 'full', reply: false, arrived: 3 });
  });

  it('the rest never comes after a degraded decision → let go, nothing more, counted', () => {
    const [a, b] = threeSignals();
    const { join, add } = joinOf();
    add(a!);
    expect(join.due(NOW + 220)).toHaveLength(1);
    expect(join.due(NOW + 250 + 60_000)).toEqual([]);
    expect(join.openCount).toBe(0);
    expect(join.expired).toBe(1);
    expect(add(b!, NOW + 400_000)).toBeUndefined();
    expect(join.openCount).toBe(0);
  });

  it('first signal after the deadline → the waiting side has answered: full when complete, else nothing', () => {
    const { join, add } = joinOf();
    const [a, b, c] = threeSignals();
    for (const signal of [a!, b!]) add(signal, NOW + 300);
    expect(join.due(NOW + 301)).toEqual([]);
    expect(add(c!, NOW + 302)).toMatchObject({ rung: 'full' });
    const [d] = threeSignals();
    add(d!, NOW + 300);
    expect(join.due(NOW + 300 + 60_000)).toEqual([]);
    expect(join.openCount).toBe(0);
  });

  it('nobody waits: no deadline → full when complete; never complete → degraded in the end, so there is a decision', () => {
    const unawaited = { replyTo: replyTo({ awaited: false, deadlineAtMs: 0 }) };
    const { join, add } = joinOf();
    const [a, b, c] = threeSignals(unawaited);
    for (const signal of [a!, b!]) add(signal);
    expect(join.due(NOW + 10_000)).toEqual([]);
    expect(add(c!, NOW + 10_000)).toMatchObject({ rung: 'full', reply: false });
    const [d] = threeSignals(unawaited);
    add(d!);
    expect(join.due(NOW + 60_000)).toMatchObject([{ rung: 'degraded', reply: false, arrived: 1 }]);
  });
});

describe('SignalJoin: bounds', () => {
  it('more open than allowed → the oldest is decided as it is', () => {
    const { join, add } = joinOf({ openMax: 2 });
    const firsts = [1, 2, 3].map(() => threeSignals()[0]!);
    for (const [i, signal] of firsts.entries()) add(signal, NOW, 'normal', 10 + i);
    const shed = join.due(NOW);
    expect(shed.map(({ first }) => first.signal.transaction.id)).toEqual([firsts[0]!.transaction.id]);
    expect(shed[0]).toMatchObject({ rung: 'degraded', reply: true });
    expect(join.openCount).toBe(2);
    expect(join.holdFrom()).toBe(11);
  });

  it('hold: the offset of the oldest open transaction, also after its degraded decision', () => {
    const { join, add } = joinOf();
    const [a, b, c] = threeSignals();
    const [other] = threeSignals();
    add(a!, NOW, 'normal', 5);
    add(other!, NOW, 'normal', 6);
    join.due(NOW + 220);
    expect(join.holdFrom()).toBe(5);
    add(b!, NOW + 230, 'normal', 7);
    add(c!, NOW + 230, 'normal', 8);
    expect(join.holdFrom()).toBe(6);
  });

  it('remembered decisions are bounded → the oldest is forgotten first', () => {
    const { join, add } = joinOf({ decidedMax: 1 });
    const [first, second] = [threeSignals(), threeSignals()];
    for (const signal of [...first, ...second]) add(signal);
    add(second[0]!);
    expect(join.openCount).toBe(0);
    add(first[0]!);
    expect(join.openCount).toBe(1);
  });
});

describe('SignalJoin: sandbox paces', () => {
  it('slow: complete at once → degraded at the deadline, and never in full', () => {
    const { join, add } = joinOf();
    expect(add(signalOf(), NOW, 'slow')).toBeUndefined();
    expect(join.due(NOW + 219)).toEqual([]);
    expect(join.due(NOW + 220)).toMatchObject([{ rung: 'degraded', reply: true }]);
    expect(join.due(NOW + 1e6)).toEqual([]);
    expect(join.openCount).toBe(0);
  });

  it('late: complete at once → degraded at the deadline, full after it', () => {
    const { join, add } = joinOf();
    add(signalOf(), NOW, 'late');
    expect(join.due(NOW + 220)).toMatchObject([{ rung: 'degraded', reply: true }]);
    expect(join.due(NOW + 251)).toEqual([]);
    expect(join.due(NOW + 600)).toMatchObject([{ rung: 'full', reply: false }]);
    expect(join.openCount).toBe(0);
  });

  it.each<Pace>(['slow', 'late'])('%s: nobody waits → degraded at once', (pace) => {
    const { join, add } = joinOf();
    add(signalOf({ replyTo: replyTo({ awaited: false, deadlineAtMs: 0 }) }), NOW, pace);
    expect(join.due(NOW)).toMatchObject([{ rung: 'degraded', reply: false }]);
  });
});
