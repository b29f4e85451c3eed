import { describe, expect, it } from 'vitest';
import type { LabelView } from '../api/contract.js';
import { labelsInForce } from './labels-in-force.js';

const labelOf = (event: string, source: LabelView['source']) => ({ id: event, event, source }) as LabelView;
const declined = labelOf('analyst_declined', 'analyst');
const withdrawn = labelOf('analyst_withdrawn', 'analyst');
const approved = labelOf('analyst_approved', 'analyst');
const chargeback = labelOf('chargeback', 'payment_system');

describe('labels in force', () => {
  it.each([
    [[], []],
    [[declined], [declined]],
    [[declined, withdrawn], []],
    [[declined, withdrawn, approved], [approved]],
    [[chargeback, declined, withdrawn], [chargeback]],
    [
      [approved, chargeback],
      [approved, chargeback],
    ],
  ])('%#', (labels, inForce) => {
    expect(labelsInForce(labels)).toEqual(inForce);
  });
});
