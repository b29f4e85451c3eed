import { describe, expect, it } from 'vitest';
import { ticksBetween } from './ticks.js';

const at = (text: string): number => Date.parse(text);
const says = (from: string, to: string, most = 6, zone = 'UTC'): string[] =>
  ticksBetween(at(from), at(to), most, zone).map((tick) => tick.says);

describe('ticksBetween', () => {
  it.each([
    ['2026-11-20T09:30:11Z', '2026-11-20T09:30:26Z', ['09:30:15', '09:30:20', '09:30:25']],
    ['2026-11-20T17:34:00Z', '2026-11-20T17:49:00Z', ['17:35', '17:40', '17:45']],
    ['2026-11-20T09:31:00Z', '2026-11-20T10:29:00Z', ['09:45', '10:00', '10:15']],
    ['2026-11-20T17:00:00Z', '2026-11-21T16:59:00Z', ['18:00', '21 Nov', '06:00', '12:00']],
    ['2026-10-22T19:00:00Z', '2026-10-28T10:34:00Z', ['24 Oct', '26 Oct', '28 Oct']],
  ])('%s to %s → %j', (from, to, expected) => {
    expect(says(from, to)).toEqual(expected);
  });

  it('days begin at the zone’s midnight, also where its clocks change in between', () => {
    const ticks = ticksBetween(at('2026-10-23T12:00:00Z'), at('2026-10-27T12:00:00Z'), 6, 'Europe/Berlin');
    expect(ticks.map(({ atMs }) => new Date(atMs).toISOString().slice(0, 16))).toEqual([
      '2026-10-23T22:00',
      '2026-10-24T22:00',
      '2026-10-25T23:00',
      '2026-10-26T23:00',
    ]);
  });

  it('any span: no more than asked for, none twice, all inside', () => {
    const from = at('2026-11-20T09:30:11.345Z');
    for (let span = 1000; span < 40 * 365 * 86_400_000; span = Math.ceil(span * 1.37)) {
      const ticks = ticksBetween(from, from + span, 6, 'Asia/Kathmandu');
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(new Set(ticks.map(({ atMs }) => atMs)).size).toBe(ticks.length);
      expect(ticks.every(({ atMs }) => atMs >= from && atMs <= from + span)).toBe(true);
    }
  });
});
