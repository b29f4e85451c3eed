import { describe, expect, it } from 'vitest';
import { labelChangeOf, type ReportedLabel, standingLabels } from './reported-label.js';

const label = (event: string, verdict: string, weight: number, knownAtMs: number, occurredAtMs = knownAtMs) =>
  ({ transactionId: 'txn', event, verdict, weight, occurredAtMs, knownAtMs }) satisfies ReportedLabel;
const chargeback = label('chargeback', 'fraud', 0.9, 1);
const reversed = label('chargeback_reversed', 'unknown', 0.9, 2);
const again = label('chargeback', 'fraud', 0.9, 3);
const reportedLate = label('chargeback', 'fraud', 0.9, 3, 1);
const warning = label('early_fraud_warning', 'fraud', 0.8, 1);
const denied = label('customer_denied', 'fraud', 0.8, 1);
const confirmed = label('customer_confirmed', 'legitimate', 0.7, 2);
const declined = label('analyst_declined', 'fraud', 0.85, 1);
const captured = label('captured', 'unknown', 0, 1);

describe('labels that stand', () => {
  it.each<[string, ReportedLabel[], ReportedLabel[]]>([
    ['none', [], []],
    ['a remark is none', [captured], []],
    ['taken back', [chargeback, reversed], []],
    ['taken back, and what others say', [chargeback, warning, declined, reversed], [warning, declined]],
    ['taken back and again', [chargeback, reversed, again], [again]],
    ['taken back before it came', [reversed, reportedLate], []],
    ['taken back twice', [chargeback, reversed, { ...reversed, knownAtMs: 3 }], []],
    ['nothing to take back', [reversed], []],
    ['the newest word of a source', [denied, confirmed], [confirmed]],
    ['a warning', [warning, label('early_fraud_warning_withdrawn', 'unknown', 0.8, 2)], []],
    ['a customer', [denied, confirmed, label('customer_withdrawn', 'unknown', 0.8, 3)], []],
    ['an analyst', [declined, label('analyst_withdrawn', 'unknown', 0.85, 2)], []],
  ])('%s', (_, labels, stand) => expect(standingLabels(labels)).toEqual(stand));
});

it('a withdrawal → a change of the source that it is of', () => {
  const of = (event: string) => labelChangeOf(label(event, 'unknown', 0.8, 5, 4));
  expect(of('chargeback_reversed')).toMatchObject({ source: 'chargeback', verdict: 'withdrawn', occurredAtMs: 4 });
  expect(of('early_fraud_warning_withdrawn')).toMatchObject({ source: 'early_warning', verdict: 'withdrawn' });
  expect(of('customer_withdrawn')).toMatchObject({ source: 'customer', verdict: 'withdrawn' });
  expect(labelChangeOf(label('chargeback_reversed', 'unknown', 0, 5))).toBeUndefined();
});
