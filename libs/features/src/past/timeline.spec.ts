import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketsOf, levelsOf } from './levels.js';
import { Timeline } from './timeline.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PACK = [10 * MINUTE, HOUR, DAY, 7 * DAY, 30 * DAY, 31 * DAY];

describe('levels', () => {
  it('the windows of the pack in 64 buckets → each edge lies in a bucket of at most a ninth of its age', () => {
    const levels = levelsOf(PACK, 32 * DAY, 64);
    expect(bucketsOf(levels, 32 * DAY)).toBeLessThanOrEqual(64);
    for (const age of PACK) {
      const widest = Math.max(...levels.filter(({ fromAgeMs }) => fromAgeMs < age).map(({ widthMs }) => widthMs));
      expect(age / widest).toBeGreaterThan(9);
    }
  });

  it('any windows, however many → no more buckets than are allowed, and widths that are multiples', () => {
    const ages = fc.array(fc.integer({ min: 1, max: 400 * 24 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(
        ages,
        fc.integer({ min: 0, max: DAY }),
        fc.constantFrom([HOUR, 16], [MINUTE, 24], [MINUTE, 64]),
        (some, lateness, [unitMs, most]) => {
          const list = some.map((one) => one * unitMs);
          const lastMs = Math.max(...list) + lateness;
          const levels = levelsOf(list, lastMs, most);
          expect(bucketsOf(levels, lastMs)).toBeLessThanOrEqual(most);
          expect(levels.slice(1).filter(({ widthMs }, i) => widthMs % levels[i]!.widthMs > 0)).toEqual([]);
        },
      ),
    );
  });
});

describe('buckets of time', () => {
  it('events at any pace, some late → as many buckets as were foreseen at most, nothing lost, nothing twice', () => {
    const steps = fc.array(
      fc.oneof(
        fc.integer({ min: 0, max: 90_000 }),
        fc.integer({ min: 0, max: 2 * HOUR }),
        fc.integer({ min: 0, max: 6 * DAY }),
      ),
      { minLength: 1, maxLength: 3000 },
    );
    const levels = levelsOf([HOUR, DAY, 7 * DAY], 8 * DAY, 32);
    fc.assert(
      fc.property(steps, (gaps) => {
        const timeline = new Timeline<{ times: number[] }>(
          levels,
          { make: () => ({ times: [] }), join: (into, from) => into.times.push(...from.times) },
          8 * DAY,
        );
        let newest = 1e12;
        const all: number[] = [];
        for (const [i, gap] of gaps.entries()) {
          newest += gap;
          const at = i % 7 === 3 ? newest - (gap % DAY) : newest;
          all.push(at);
          timeline.at(at, newest).times.push(at);
          expect(timeline.length).toBeLessThanOrEqual(32);
        }
        const held = timeline.contents.flatMap(({ times }) => times).sort((a, b) => a - b);
        expect(held).toEqual(all.filter((at) => at >= Math.min(...held)).sort((a, b) => a - b));
        expect(timeline.forgottenUntilMs).toBeLessThan(newest - 8 * DAY);
        expect(timeline.firstMs.slice(1).filter((first, i) => first < timeline.lastMs[i]!)).toEqual([]);
        for (const [i, { times }] of timeline.contents.entries()) {
          expect([Math.min(...times), Math.max(...times)]).toEqual([timeline.firstMs[i], timeline.lastMs[i]]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
