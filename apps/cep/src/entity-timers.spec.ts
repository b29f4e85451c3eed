import { describe, expect, it } from 'vitest';
import { scopedEntityId } from '#contracts';
import { Entity } from './entity.js';
import { EntityTimers } from './entity-timers.js';
import { NOON } from './testing/accepted.js';

const SETTINGS = { outOfOrderMs: 5_000, idleMs: 10_000 };

function cardOf(tenantId: string, id: string, livemode = true): Entity {
  return new Entity({ tenantId, entityType: 'card' }, scopedEntityId(livemode, id));
}

/** Everybody whose time has come by `nowMs`, in order. */
function dueOf(timers: EntityTimers, nowMs: number): string[] {
  const due: string[] = [];
  for (let next = timers.nextOfAll(nowMs); next !== undefined; next = timers.nextOfAll(nowMs))
    due.push(next.entity.entityId);
  return due;
}

describe('timers of entities', () => {
  it('events come → time passes up to the newest less what may be out of order; the earliest first', () => {
    const timers = new EntityTimers(SETTINGS);
    for (const [id, ms] of [
      ['late', 30_000],
      ['soon', 10_000],
      ['sooner', 9_000],
    ] as const)
      timers.set(cardOf('ten_a', id), NOON + ms);
    timers.note('ten_a', true, NOON + 14_999, NOON + 14_999);
    expect(dueOf(timers, NOON + 14_999)).toEqual(['sooner']);
    timers.note('ten_a', true, NOON + 15_000, NOON + 15_000);
    timers.note('ten_a', true, NOON, NOON + 15_001);
    expect(dueOf(timers, NOON + 15_001)).toEqual(['soon']);
    expect(timers.count).toBe(1);
  });

  it('nothing comes → time goes on with the clock, from where it was', () => {
    const timers = new EntityTimers(SETTINGS);
    const year = 365 * 86_400_000;
    timers.set(cardOf('ten_a', 'card'), NOON - year + 20_000);
    timers.note('ten_a', true, NOON - year, NOON);
    expect(dueOf(timers, NOON + 9_999)).toEqual([]);
    expect(dueOf(timers, NOON + 24_999)).toEqual([]);
    expect(dueOf(timers, NOON + 25_000)).toEqual(['card']);
  });

  it('another tenant’s events, or of the other mode → no time passes; nor by one from the future', () => {
    const timers = new EntityTimers(SETTINGS);
    timers.set(cardOf('ten_a', 'live'), NOON);
    timers.set(cardOf('ten_a', 'test', false), NOON);
    timers.set(cardOf('ten_b', 'other'), NOON);
    timers.note('ten_a', true, NOON + 5_000, NOON + 5_000);
    timers.note('ten_b', true, NOON + 86_400_000, NOON);
    expect(dueOf(timers, NOON + 5_000)).toEqual(['live']);
  });

  it('set anew, or no longer → only the last one counts', () => {
    const timers = new EntityTimers(SETTINGS);
    const [moved, gone] = [cardOf('ten_a', 'moved'), cardOf('ten_a', 'gone')];
    for (const entity of [moved, gone]) timers.set(entity, NOON);
    timers.set(moved, NOON + 60_000);
    timers.set(gone, Number.POSITIVE_INFINITY);
    expect(timers.count).toBe(1);
    timers.note('ten_a', true, NOON + 30_000, NOON + 30_000);
    expect(dueOf(timers, NOON + 30_000)).toEqual([]);
    timers.note('ten_a', true, NOON + 65_000, NOON + 65_000);
    expect(dueOf(timers, NOON + 65_000)).toEqual(['moved']);
  });

  it('set anew again and again → does not grow', () => {
    const timers = new EntityTimers(SETTINGS);
    const cards = Array.from({ length: 10 }, (_, i) => cardOf('ten_a', `card_${i}`));
    for (let i = 0; i < 100_000; i++) timers.set(cards[i % 10]!, NOON + i);
    expect(timers.queued).toBeLessThan(2_000);
    timers.note('ten_a', true, NOON + 1_000_000, NOON + 1_000_000);
    expect(dueOf(timers, NOON + 1_000_000)).toHaveLength(10);
  });
});
