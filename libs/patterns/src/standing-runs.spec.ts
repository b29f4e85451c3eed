import { describe, expect, it } from 'vitest';
import { compilePattern } from './compile-pattern.js';
import { exampleEvents } from './run-examples.js';
import { standingRuns } from './standing-runs.js';

const CONDITIONS = { probe: 'event.amount < 500', cashout: 'event.amount > 10000', calm: 'event.amount == 5000' };

const pattern = (rest: string) =>
  compilePattern(`
pattern: probing
by: card
${rest}
where:
${Object.entries(CONDITIONS)
  .filter(([step]) => rest.includes(step))
  .map(([step, condition]) => `  ${step}: "${condition}"`)
  .join('\n')}
then: {risk: 0.5, reason: PROBING}
`);
const paid = (...amounts: number[]) =>
  exampleEvents(amounts.map((amount, i) => ({ at: `${i}m`, id: `e${i}`, amount })));
const START_MS = paid(1)[0]!.occurredAtMs;
const MINUTE = 60_000;

/** What stands two minutes after the first event. */
function standing(rest: string, ...amounts: number[]) {
  return standingRuns(pattern(rest), paid(...amounts), START_MS + 2 * MINUTE).map((run) => ({
    taken: run.steps.map(({ step, events }) => [step, ...events.map(({ id }) => id)].join(' ')),
    missing: run.missing,
    waitsFor: run.waitsFor.map(({ step }) => step),
  }));
}

describe('standing runs', () => {
  it('two probes of two → one event is missing, and only the cash-out brings it nearer', () => {
    expect(standing('within: 10m\nskip: past-last\nsequence: "probe{2,} -> cashout"', 100, 200)).toEqual([
      { taken: ['probe e0 e1'], missing: 1, waitsFor: ['cashout'] },
      { taken: ['probe e1'], missing: 2, waitsFor: ['probe'] },
    ]);
  });

  it('a step of eight that came twice → six are missing', () => {
    const [first] = standing('within: 10m\nsequence: "probe{8}"', 100, 200);
    expect(first).toEqual({ taken: ['probe e0 e1'], missing: 6, waitsFor: ['probe'] });
  });

  it('alternatives → waits for either', () => {
    const [first] = standing('within: 10m\nsequence: "probe -> (cashout | calm)"', 100);
    expect(first).toEqual({ taken: ['probe e0'], missing: 1, waitsFor: ['cashout', 'calm'] });
  });

  it('what may be left out → a match already, nothing is missing', () => {
    expect(standing('within: 10m\nsequence: "probe -> cashout?"', 100)).toMatchObject([{ missing: 0, waitsFor: [] }]);
  });

  it('the condition and the time are told', () => {
    const runs = standingRuns(pattern('within: 10m\nsequence: "probe -> cashout -> calm"'), paid(100), START_MS);
    expect(runs).toMatchObject([
      {
        beganAtMs: START_MS,
        endsAtMs: START_MS + 10 * MINUTE,
        missing: 2,
        waitsFor: [{ step: 'cashout', condition: 'event.amount > 10000' }],
        matchesWhenTimeIsUp: false,
      },
    ]);
  });

  it('an absence at the end → nothing is missing but time', () => {
    const runs = standingRuns(pattern('within: 10m\nsequence: "probe -> calm -> !cashout"'), paid(100, 5000), START_MS);
    const excludes = [{ step: 'cashout', condition: 'event.amount > 10000' }];
    expect(runs).toMatchObject([{ missing: 0, waitsFor: [], excludes, matchesWhenTimeIsUp: true }]);
  });

  it('the next event may not be one of a kind → waits for any other', () => {
    const runs = standingRuns(pattern('within: 10m\nsequence: "probe !cashout"'), paid(100), START_MS);
    expect(runs).toMatchObject([{ missing: 1, waitsFor: [], excludes: [{ step: 'cashout' }] }]);
  });

  it('time is up, at the very end of it → gone', () => {
    const ten = pattern('within: 10m\nsequence: "probe -> cashout -> calm"');
    expect(standingRuns(ten, paid(100), START_MS + 10 * MINUTE - 1)).toHaveLength(1);
    expect(standingRuns(ten, paid(100), START_MS + 10 * MINUTE)).toEqual([]);
  });

  it('a session → ends when nothing came for so long, and so does the run', () => {
    const session = pattern('session: 5m\nsequence: "probe -> cashout -> calm"');
    const runs = standingRuns(session, paid(100, 700), START_MS + 6 * MINUTE);
    expect(runs).toMatchObject([{ endsAtMs: START_MS + 6 * MINUTE }]);
    expect(standingRuns(session, paid(100, 700), START_MS + 6 * MINUTE + 1)).toEqual([]);
  });

  it('no limit of time → no end', () => {
    const runs = standingRuns(pattern('sequence: "probe cashout -> calm"'), paid(100), START_MS + 1e12);
    expect(runs).toMatchObject([{ endsAtMs: undefined }]);
  });

  it('nothing begun, nothing there → nothing', () => {
    expect(standing('within: 10m\nsequence: "probe -> cashout -> calm"', 700)).toEqual([]);
    expect(standing('within: 10m\nsequence: "probe -> cashout -> calm"')).toEqual([]);
  });
});
