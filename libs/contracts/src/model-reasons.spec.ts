import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  customerMessageOf,
  MODEL_REASON_CODES,
  MODEL_REASON_OF_GROUP,
  MODEL_REASONS,
  modelReasonCode,
} from './model-reasons.js';
import type { ReasonV1 } from './records.js';

const reason = (kind: ReasonV1['kind'], code: string, weight = 1): ReasonV1 => ({
  kind,
  code,
  weight,
  text: 'for analysts',
});

describe('reason codes of models', () => {
  it('released codes → all still there', () => {
    expect(MODEL_REASON_CODES).toMatchSnapshot();
  });

  it('docs/REASONS.md → lists exactly these, with what they mean', () => {
    const document = readFileSync(new URL('../../../docs/REASONS.md', import.meta.url), 'utf8');
    const listed = [...document.matchAll(/^\| `([A-Z_]+)`\s*\| (.*?)\s*\|$/gm)].map(([, code, meaning]) => [
      code,
      meaning,
    ]);
    expect(listed).toEqual(MODEL_REASON_CODES.map((code) => [code, MODEL_REASONS[code].meaning]));
  });

  it('every group → a code of the list; what another release wrote → OTHER_RISK', () => {
    for (const code of Object.values(MODEL_REASON_OF_GROUP)) expect(MODEL_REASON_CODES).toContain(code);
    expect(modelReasonCode('UNUSUAL_TIME')).toBe('UNUSUAL_TIME');
    expect(modelReasonCode('CARD_COUNT_1H')).toBe('OTHER_RISK');
    expect(modelReasonCode('toString')).toBe('OTHER_RISK');
  });
});

describe('customerMessageOf', () => {
  it('approved → nothing', () => {
    expect(customerMessageOf('approve', [reason('model', 'DEVICE_RISK')])).toBeUndefined();
  });

  it('stopped → what the model saw first, and what to do; never a rule, a pattern or a value', () => {
    const reasons = [reason('rule', 'LARGE'), reason('pattern', 'CARD_TESTING'), reason('model', 'DEVICE_RISK')];
    expect(customerMessageOf('challenge', reasons)).toBe(
      'We do not recognise the device of this payment. Please confirm that it is you.',
    );
  });

  it.each(['challenge', 'review', 'decline'] as const)('%s without a reason of the model → what to do', (outcome) => {
    const message = customerMessageOf(outcome, [reason('rule', 'LARGE'), reason('model', 'MODEL_UNAVAILABLE', 0)]);
    expect(message).toMatch(/^(Please|This payment) /);
  });
});
