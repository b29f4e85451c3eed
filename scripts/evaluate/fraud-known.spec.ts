import { describe, expect, it } from 'vitest';
import type { LabelV1, Verdict } from '#contracts';
import { fraudKnown } from './fraud-known.js';

const label = (source: LabelV1['source'], verdict: Verdict, weight: number, knownAtMs: number): LabelV1 => ({
  id: `lbl_${knownAtMs}`,
  tenantId: 'ten_a',
  transactionId: 'txn_a',
  event: 'e',
  verdict,
  source,
  weight,
  occurredAtMs: knownAtMs,
  knownAtMs,
  actor: '',
  note: '',
  entities: [],
  amountMinor: 1,
  mode: 'test',
});

describe('fraudKnown', () => {
  it.each([
    ['nothing', [], Infinity, Infinity],
    ['a chargeback: from then on', [label('payment_system', 'fraud', 0.9, 5)], 5, Infinity],
    [
      'a stronger word that it was none: until then',
      [label('analyst', 'fraud', 0.8, 5), label('payment_system', 'legitimate', 0.9, 9)],
      5,
      9,
    ],
    [
      'a weaker word: changes nothing',
      [label('payment_system', 'fraud', 0.9, 5), label('step_up', 'legitimate', 0.5, 9)],
      5,
      Infinity,
    ],
    ['taken back: until then', [label('analyst', 'fraud', 0.8, 5), label('analyst', 'unknown', 0.8, 9)], 5, 9],
    [
      'taken back by another source: stands',
      [label('analyst', 'fraud', 0.8, 5), label('step_up', 'unknown', 0.5, 9)],
      5,
      Infinity,
    ],
    [
      'taken back and said again: from the last time',
      [label('analyst', 'fraud', 0.8, 5), label('analyst', 'unknown', 0.8, 9), label('analyst', 'fraud', 0.8, 12)],
      12,
      Infinity,
    ],
    [
      'of equals the newest: known when it says so',
      [label('analyst', 'legitimate', 0.8, 5), label('analyst', 'fraud', 0.8, 9)],
      9,
      Infinity,
    ],
  ] as const)('%s', (_, labels, fromMs, untilMs) => expect(fraudKnown(labels)).toEqual({ fromMs, untilMs }));
});
