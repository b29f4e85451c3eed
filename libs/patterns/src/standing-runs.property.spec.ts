// What stands after an entity's events, held against the trace of the same events and against what comes of it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standingRuns } from './standing-runs.js';
import { event, patternOf } from './testing/sequences.js';
import { traceRuns } from './trace-runs.js';

const SEQUENCES = [
  'a b c',
  'a -> b -> c',
  'a{2,} -> b',
  'a+ b? -> c',
  'a -> (b | c){2} -> d',
  '(a -> b){2}',
  'a -> !b -> c',
  'a -> b -> !c',
  'a !b',
  'a b?',
  'a ->> b{1,3} any -> c',
  'a -> b | c -> d',
];
const OPTIONS = ['within=20', 'within=20 skip=past-last', 'each=4', 'session=3', 'within=9 skip=next'];

const written = fc
  .record({ sequence: fc.constantFrom(...SEQUENCES), options: fc.constantFrom(...OPTIONS) })
  // What ends with an absence needs a time.
  .filter(({ sequence, options }) => !sequence.endsWith('!c') || options.startsWith('within='));
const stream = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'x'), { maxLength: 9 });
const eventsOf = (channels: readonly string[]) => channels.map((channel, at) => event(channel, at));

const textOf = (run: { steps: readonly { step: string; events: readonly { id: string }[] }[] }): string =>
  run.steps.map(({ step, events }) => `${step}:${events.map(({ id }) => id).join()}`).join(' ');

describe('standing runs: patterns and streams at random', () => {
  it('those that the trace has waiting, at the last event', () => {
    const same = fc.property(written, stream, ({ sequence, options }, channels) => {
      const pattern = patternOf(sequence, options);
      const events = eventsOf(channels);
      const traced = traceRuns(pattern, events).runs.filter(({ status }) => status === 'waiting');
      const standing = standingRuns(pattern, events, events.at(-1)?.occurredAtMs ?? 0);
      expect(standing.map(textOf).sort()).toEqual(traced.map(textOf).sort());
    });
    fc.assert(same, { numRuns: 1000 });
  });

  it('no later match that has all that a run took has fewer events besides than the run misses', () => {
    const enough = fc.property(written, stream, stream, ({ sequence, options }, channels, more) => {
      const pattern = patternOf(sequence, options);
      const events = eventsOf([...channels, ...more]);
      const later = new Set(events.slice(channels.length).map(({ id }) => id));
      const matches = traceRuns(pattern, events)
        .matches.map(idsOf)
        .filter((ids) => ids.some((id) => later.has(id)));
      // The event that shows that no b came is missing, and not taken.
      const passedOver = sequence === 'a !b' ? 1 : 0;
      for (const run of standingRuns(pattern, events.slice(0, channels.length), channels.length - 1)) {
        const taken = idsOf(run);
        const besides = matches
          .filter((ids) => taken.every((id) => ids.includes(id)))
          .map((ids) => ids.length - taken.length);
        expect(Math.min(...besides)).toBeGreaterThanOrEqual(run.missing - passedOver);
      }
    });
    fc.assert(enough, { numRuns: 1000 });
  });
});

function idsOf({ steps }: { readonly steps: readonly { events: readonly { id: string }[] }[] }): string[] {
  return steps.flatMap(({ events }) => events.map(({ id }) => id));
}
