import { describe, expect, it } from 'vitest';
import { channelWords, eventWords, sentenceCase } from './words.js';

describe('sentenceCase', () => {
  it.each([
    ['CARD_TESTING', 'Card testing'],
    ['step_up.passed', 'Step up passed'],
    ['account-takeover', 'Account takeover'],
    ['IP_SHARED', 'IP shared'],
    ['', ''],
  ])('%j → %j', (code, expected) => expect(sentenceCase(code)).toBe(expected));
});

describe('channelWords, eventWords', () => {
  it('known: the word; unknown: still no raw code', () => {
    expect(channelWords('card_not_present')).toBe('Card, online');
    expect(channelWords('carrier_pigeon')).toBe('Carrier pigeon');
    expect(eventWords('early_fraud_warning')).toBe('Early fraud warning');
  });
});
