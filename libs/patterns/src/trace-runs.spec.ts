import { describe, expect, it } from 'vitest';
import { compilePattern } from './compile-pattern.js';
import { exampleEvents } from './run-examples.js';
import { traceRuns } from './trace-runs.js';

const pattern = (rest: string) =>
  compilePattern(`
pattern: probing
by: card
within: 10m
${rest}
where:
  probe: "event.amount < 500"
  cashout: "event.amount > 10000"
  calm: "event.amount == 5000"
then: {risk: 0.5, reason: PROBING}
`);

describe('tracing runs', () => {
  it('a match → its run came out of the one before, which moved on', () => {
    const sequence = pattern('sequence: "probe -> cashout -> calm"');
    const { runs, matches } = traceRuns(
      sequence,
      exampleEvents([
        { at: '0s', id: 'a', amount: 100 },
        { at: '10s', id: 'b', amount: 20_000 },
        { at: '20s', id: 'c', amount: 5000 },
      ]),
    );
    expect(runs.map(({ id, parent, status, movedBy }) => [id, parent, status, movedBy.id])).toEqual([
      [1, undefined, 'moved', 'a'],
      [2, 1, 'moved', 'b'],
      [3, 2, 'matched', 'c'],
    ]);
    expect(matches).toMatchObject([{ run: 3 }]);
  });

  it('under way → says where it is, what it waits for and until when', () => {
    const sequence = pattern('skip: past-last\nsequence: "probe cashout -> calm"');
    const [event] = exampleEvents([{ at: '0s', id: 'a', amount: 100 }]);
    const { runs } = traceRuns(sequence, [event!]);
    expect(runs).toMatchObject([
      {
        status: 'waiting',
        waitsFor: [{ step: 'cashout', condition: 'event.amount > 10000' }],
        diesAtMs: event!.occurredAtMs + 600_000,
      },
    ]);
  });

  it('time is up; an event that breaks it → says which', () => {
    const sequence = pattern('sequence: "probe cashout -> calm"');
    const late = traceRuns(
      sequence,
      exampleEvents([
        { at: '0s', id: 'a', amount: 100 },
        { at: '11m', id: 'b', amount: 700 },
      ]),
    );
    expect(late.runs).toMatchObject([{ status: 'expired', endedBy: undefined }]);
    const broken = traceRuns(
      sequence,
      exampleEvents([
        { at: '0s', id: 'a', amount: 100 },
        { at: '1m', id: 'b', amount: 700 },
      ]),
    );
    expect(broken.runs).toMatchObject([{ status: 'stopped', endedBy: { id: 'b' } }]);
  });
});
