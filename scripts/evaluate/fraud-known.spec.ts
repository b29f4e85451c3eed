import { describe, expect, it } from 'vitest';
import type { LabelV1, Verdict } from '#contracts';
import { fraudKnown } from './fraud-known.js';

const label = (
  event: string,
  verdict: Verdict,
  weight: number,
  knownAtMs: number,
  occurredAtMs = knownAtMs,
): LabelV1 => ({
  id: `lbl_${knownAtMs}`,
  tenantId: 'ten_a',
  transactionId: 'txn_a',
  event,
  verdict,
  source: 'payment_system',
  weight,
  occurredAtMs,
  knownAtMs,
  actor: '',
  note: '',
  entities: [],
  amountMinor: 1,
  mode: 'test',
  paidAtMs: 0,
});

describe('fraudKnown', () => {
  it.each([
    ['nothing', [], Infinity, Infinity],
    ['a chargeback: from then on', [label('chargeback', 'fraud', 0.9, 5)], 5, Infinity],
    [
      'a stronger word that it was none: until then',
      [label('analyst_declined', 'fraud', 0.8, 5), label('customer_confirmed', 'legitimate', 0.9, 9)],
      5,
      9,
    ],
    [
      'a weaker word: changes nothing',
      [label('chargeback', 'fraud', 0.9, 5), label('step_up_passed', 'legitimate', 0.5, 9)],
      5,
      Infinity,
    ],
    [
      'taken back: until then',
      [label('analyst_declined', 'fraud', 0.8, 5), label('analyst_withdrawn', 'unknown', 0.8, 9)],
      5,
      9,
    ],
    [
      'taken back by another source: stands',
      [label('analyst_declined', 'fraud', 0.8, 5), label('step_up_failed', 'unknown', 0.5, 9)],
      5,
      Infinity,
    ],
    [
      'taken back and said again: from the last time',
      [
        label('analyst_declined', 'fraud', 0.8, 5),
        label('analyst_withdrawn', 'unknown', 0.8, 9),
        label('analyst_declined', 'fraud', 0.8, 12),
      ],
      12,
      Infinity,
    ],
    [
      'a chargeback that was won: until then',
      [label('chargeback', 'fraud', 0.9, 5), label('chargeback_reversed', 'unknown', 0.9, 9)],
      5,
      9,
    ],
    [
      'a chargeback that was won, and a warning: stands',
      [
        label('early_fraud_warning', 'fraud', 0.8, 4),
        label('chargeback', 'fraud', 0.9, 5),
        label('chargeback_reversed', 'unknown', 0.9, 9),
      ],
      4,
      Infinity,
    ],
    [
      'a chargeback that comes after its reversal: never',
      [label('chargeback_reversed', 'unknown', 0.9, 9, 8), label('chargeback', 'fraud', 0.9, 10, 5)],
      Infinity,
      Infinity,
    ],
    [
      'of equals the newest: known when it says so',
      [label('analyst_approved', 'legitimate', 0.8, 5), label('analyst_declined', 'fraud', 0.8, 9)],
      9,
      Infinity,
    ],
  ] as const)('%s', (_, labels, fromMs, untilMs) => expect(fraudKnown(labels)).toEqual({ fromMs, untilMs }));
});
