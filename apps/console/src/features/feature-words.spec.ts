import { describe, expect, it } from 'vitest';
import type { FeatureSummary } from '../api/contract.js';
import { filterFeatures, howWords, liveWords, sentenceWithoutValue, userWords } from './feature-words.js';

const live = { decisions: 100, present: 1, default: null, min: 0, median: 2, max: 9, top: null, example: null };

describe('words of a feature', () => {
  it('its sentence: dots for values, the word for many', () =>
    expect(sentenceWithoutValue('This card: {value} {payment|payments} in an hour; usual: {habit}')).toBe(
      'This card: … payments in an hour; usual: …',
    ));

  it.each([
    [{ aggregate: 'count', window: '1h' }, 'Count, 1h'],
    [{ aggregate: 'gap_since_last', window: null }, 'Gap since last'],
    [{ aggregate: null, window: null }, 'Worked out'],
  ])('how: %o', (feature, words) => expect(howWords(feature)).toBe(words));

  it.each([
    ['many values', 'count', live, '0 … 2 … 9'],
    [
      'a flag',
      'flag',
      {
        ...live,
        top: [
          { value: 0, share: 0.9 },
          { value: 1, share: 0.1 },
        ],
      },
      'yes 10.0%',
    ],
    ['a flag that never is', 'flag', { ...live, top: [{ value: 0, share: 1 }] }, 'yes 0%'],
    [
      'few values',
      'count',
      {
        ...live,
        top: [
          { value: 3, share: 0.75 },
          { value: 4, share: 0.25 },
        ],
      },
      '3 (75.0%), 4 (25.0%)',
    ],
    ['no value', 'count', { ...live, median: null, top: [] }, '–'],
    ['no decision', 'count', null, '–'],
  ])('what it says now, %s', (_, unit, values, words) => expect(liveWords({ unit, live: values })).toBe(words));

  it('who reads it: two by name, and how many more', () =>
    expect(
      userWords([
        { kind: 'model', name: 'trees@2' },
        { kind: 'policy', name: '3' },
        { kind: 'feature', name: 'card_ratio' },
      ]),
    ).toEqual(['trees@2', 'Policy', '+1']));

  it('filtered: every word somewhere', () => {
    const feature = (name: string, over: Partial<FeatureSummary> = {}): FeatureSummary => ({
      name,
      of: 'card',
      unit: 'count',
      group: 'card',
      label: name,
      sentence: '',
      aggregate: 'count',
      window: '1h',
      meaning: '',
      document: null,
      users: [],
      live: null,
      ...over,
    });
    const all = [
      feature('card_count_1h'),
      feature('night', { of: 'transaction', group: 'time', label: 'At night', users: [{ kind: 'policy', name: '1' }] }),
    ];
    expect(filterFeatures(all, 'card 1H').map(({ name }) => name)).toEqual(['card_count_1h']);
    expect(filterFeatures(all, 'policy').map(({ name }) => name)).toEqual(['night']);
    expect(filterFeatures(all, ' ')).toHaveLength(2);
  });
});
