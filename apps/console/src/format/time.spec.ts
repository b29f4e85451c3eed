import { describe, expect, it } from 'vitest';
import { absoluteTime, clockTime, duration, longDuration, relativeTime, shortDateTime } from './time.js';

const NOW = Date.UTC(2026, 10, 20, 8, 30, 11, 120);

describe('relativeTime', () => {
  it.each([
    [0, 'now'],
    [1_900, 'now'],
    [42_000, '42 s ago'],
    [59_999, '59 s ago'],
    [60_000, '1 min ago'],
    [5 * 3_600_000, '5 h ago'],
    [47 * 3_600_000, '47 h ago'],
    [12 * 86_400_000, '12 d ago'],
    [-4_000, 'now'],
    [-180_000, 'in 3 min'],
    [400 * 86_400_000, '16 Oct 2025'],
  ])('%i ms before now → %s', (ago, expected) => {
    expect(relativeTime(NOW - ago, NOW)).toBe(expected);
  });
});

describe('duration', () => {
  it('negative: none', () => expect(duration(-5)).toBe('0 s'));
});

describe('longDuration', () => {
  it.each([
    [350, '350 ms'],
    [4_000, '4 s'],
    [270_000, '4 min 30 s'],
    [7_500_000, '2 h 5 min'],
    [3_600_000, '1 h'],
    [3 * 86_400_000 + 4 * 3_600_000, '3 d 4 h'],
  ])('%i ms → %s', (ms, expected) => expect(longDuration(ms)).toBe(expected));
});

describe('absolute times', () => {
  it('zone: hours move and the zone is named', () => {
    expect(absoluteTime(NOW, 'UTC')).toBe('Fri 20 Nov 2026, 08:30:11.120 UTC');
    expect(absoluteTime(NOW, 'Europe/Paris')).toContain('09:30:11.120');
    expect(shortDateTime(NOW, 'UTC')).toBe('20 Nov, 08:30:11');
    expect(clockTime(NOW, 'UTC')).toBe('08:30');
  });
  it('midnight: hour 00, not 24', () => {
    expect(clockTime(Date.UTC(2026, 0, 1), 'UTC')).toBe('00:00');
  });
});
