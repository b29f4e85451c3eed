import { afterEach, describe, expect, it, vi } from 'vitest';
import { DeadlineWheel } from './deadline-wheel.js';

describe('deadline wheel', () => {
  afterEach(() => void vi.useRealTimers());

  it('items: called once each, never early, at most one slot and one tick late', () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const calls: [number, number][] = [];
    const wheel = new DeadlineWheel<number>(Date.now, (deadline) => calls.push([deadline, Date.now()]));
    const deadlines = [1_000_003, 1_000_250, 1_000_050, 1_000_050, 1_009_999];
    for (const deadline of deadlines) wheel.add(deadline, deadline);
    vi.advanceTimersByTime(20_000);
    expect(calls.map(([d]) => d)).toEqual(deadlines.toSorted((a, b) => a - b));
    for (const [deadline, at] of calls) {
      expect(at).toBeGreaterThanOrEqual(deadline);
      expect(at - deadline).toBeLessThanOrEqual(8);
    }
    expect(vi.getTimerCount()).toBe(0);
  });

  it('a deadline that has passed already → called at the next turn', () => {
    vi.useFakeTimers({ now: 1_000_000 });
    const calls: string[] = [];
    const wheel = new DeadlineWheel<string>(Date.now, (item) => calls.push(item));
    wheel.add(1_000_100, 'later');
    vi.advanceTimersByTime(60);
    wheel.add(999_000, 'past');
    vi.advanceTimersByTime(8);
    expect(calls).toEqual(['past']);
  });
});
