import { describe, expect, it } from 'vitest';
import type { TransactionV1 } from '#contracts';
import { compilePattern } from '#patterns';
import { decisionOf, NOW } from '../testing/records.js';
import { byNearness, type LivePattern, partialMatches, reachOf } from './partial-matches.js';

const MINUTE = 60_000;

const CONDITIONS = {
  probe: "event.outcome == 'declined' && event.amount < 500",
  cashout: 'event.amount > 10000',
  wrong_code: 'event.amount == 1',
  calm: 'event.amount == 5000',
};

function live(sequence: string, rest = 'within: 30m\nskip: past-last'): LivePattern {
  const where = Object.entries(CONDITIONS).filter(([step]) => sequence.includes(step));
  const pattern = compilePattern(`
pattern: card-testing
title: Small ones, then a large one
by: card
${rest}
sequence: '${sequence}'
where:
${where.map(([step, condition]) => `  ${step}: "${condition}"`).join('\n')}
then: { risk: 0.9, action: decline, reason: CARD_TESTING }
`);
  return { version: 3, pattern };
}

/** Payments one minute apart, the last of them a minute ago; below 500 they were declined. */
function payments(...amounts: number[]): TransactionV1[] {
  return amounts.map(
    (amountMinor, i) =>
      decisionOf({
        transaction: {
          id: `txn_${i + 1}`,
          occurredAtMs: NOW - (amounts.length - i) * MINUTE,
          amountMinor,
          outcome: amountMinor < 500 ? 'declined' : 'authorised',
        },
      }).transaction,
  );
}

const saysOf = (pattern: LivePattern, ...amounts: number[]) =>
  partialMatches(pattern, payments(...amounts), NOW).map(({ says }) => says);

describe('partial matches', () => {
  it('two probes of two → two of three steps, with their payments, what it waits for and until when', () => {
    expect(partialMatches(live('probe{2,} -> cashout'), payments(120, 7000, 99), NOW)).toEqual([
      {
        pattern_id: 'card-testing',
        pattern_version: 3,
        title: 'Small ones, then a large one',
        reason: 'CARD_TESTING',
        risk: 0.9,
        action: 'decline',
        says: 'Two of three steps, waits for cashout',
        began_at: new Date(NOW - 3 * MINUTE).toISOString(),
        until: new Date(NOW + 27 * MINUTE).toISOString(),
        steps: [
          {
            step: 'probe',
            events: [
              {
                transaction_id: 'txn_1',
                occurred_at: new Date(NOW - 3 * MINUTE).toISOString(),
                amount: 120,
                currency: 'USD',
              },
              {
                transaction_id: 'txn_3',
                occurred_at: new Date(NOW - MINUTE).toISOString(),
                amount: 99,
                currency: 'USD',
              },
            ],
          },
        ],
        taken: 2,
        missing: 1,
        waits_for: [{ step: 'cashout', condition: 'event.amount > 10000' }],
        unless: [],
      },
    ]);
  });

  it('time is up, or a match already → not under way', () => {
    const pattern = live('probe -> cashout');
    expect(partialMatches(pattern, payments(120), NOW + 28 * MINUTE)).toHaveLength(1);
    expect(partialMatches(pattern, payments(120), NOW + 29 * MINUTE)).toEqual([]);
    expect(saysOf(pattern, 120, 20_000)).toEqual([]);
    expect(saysOf(live('probe -> cashout?'), 120)).toEqual([]);
  });

  it('says: what repeats, alternatives, an absence', () => {
    expect(saysOf(live('probe{8}'), 120, 99, 80)).toEqual(['Three of eight steps, waits for another “probe”']);
    expect(saysOf(live('probe -> (cashout | wrong_code | calm)'), 120)).toEqual([
      'One of two steps, waits for cashout, wrong code or calm',
    ]);
    expect(saysOf(live('probe -> !cashout'), 120)).toEqual(['One step met, a match unless cashout comes']);
    expect(saysOf(live('probe -> calm -> !cashout'), 120, 5000)).toEqual([
      'Two steps met, a match unless cashout comes',
    ]);
    expect(saysOf(live('probe !cashout'), 120)).toEqual(['One of two steps, waits for anything but cashout']);
  });

  it('many that only began → the newest; none of them beside one that is further', () => {
    const began = partialMatches(live('probe -> cashout'), payments(120, 99, 80), NOW);
    expect(began.map(({ steps }) => steps[0]?.events[0]?.transaction_id)).toEqual(['txn_3']);
    const further = partialMatches(live('probe -> calm -> cashout'), payments(120, 5000, 80), NOW);
    expect(further.map(({ says }) => says)).toEqual(['Two of three steps, waits for cashout']);
  });

  it('several that share no payment → each', () => {
    const pairs = live('probe -> calm -> cashout', 'within: 30m');
    const found = partialMatches(pairs, payments(120, 5000, 99, 5000), NOW);
    expect(found.map(({ steps }) => steps.flatMap(({ events }) => events.map((one) => one.transaction_id)))).toEqual([
      ['txn_3', 'txn_4'],
      ['txn_1', 'txn_2'],
    ]);
  });

  it('order → what lacks least, then what has most', () => {
    const found = [...partialMatches(live('probe{8}'), payments(120, 99), NOW)].concat(
      partialMatches(live('probe -> cashout'), payments(120), NOW),
      partialMatches(live('probe{2,} -> cashout'), payments(120, 99), NOW),
    );
    expect(found.sort(byNearness).map(({ taken, missing }) => [taken, missing])).toEqual([
      [2, 1],
      [1, 1],
      [2, 6],
    ]);
  });
});

describe('reachOf', () => {
  it('the longest; without a limit from first to last → all there is', () => {
    expect(reachOf([live('probe -> cashout'), live('probe -> calm', 'within: 2h')])).toBe(120 * MINUTE);
    expect(reachOf([live('probe -> cashout'), live('probe -> calm', 'session: 1h')])).toBe(Number.POSITIVE_INFINITY);
    expect(reachOf([])).toBe(0);
  });
});
