import { describe, expect, it } from 'vitest';
import { compileFeatures, type FeatureOptions } from '../compile-features.js';

const BASE = {
  count: { feature: 'card_count', by: 'card', aggregate: 'count', window: '1h' },
  mean: { feature: 'card_mean', by: 'card', aggregate: 'mean', of: 'event.amount', window: '30d' },
  ratio: { feature: 'card_ratio', by: 'card', value: 'event.amount / features.card_mean' },
  high: { feature: 'high', value: 'features.card_ratio > 3.0' },
};

function meanings(over: Readonly<Record<string, object>> = {}, options: FeatureOptions = {}): Record<string, string> {
  const documents = Object.entries({ ...BASE, ...over }).map(([name, source]) => ({ name, source }));
  const compiled = compileFeatures(documents, options);
  if (!('plan' in compiled)) throw new Error(JSON.stringify(compiled.problems));
  return Object.fromEntries(compiled.plan.features.map(({ name, meaning }) => [name, meaning]));
}

describe('what a feature means', () => {
  const before = meanings();
  const changed = (after: Record<string, string>) => Object.keys(before).filter((name) => before[name] !== after[name]);

  it('every feature: a meaning of its own', () => expect(new Set(Object.values(before)).size).toBe(4));

  it.each([
    ['words', { count: { ...BASE.count, label: 'Payments', sentence: '{value}' } }, []],
    [
      'another feature',
      { sum: { feature: 'card_sum', by: 'card', aggregate: 'sum', of: 'event.amount', window: '1h' } },
      [],
    ],
    ['its window', { count: { ...BASE.count, window: '2h' } }, ['card_count']],
    ['its default', { count: { ...BASE.count, default: 0 } }, ['card_count']],
    ['what others are worked out of', { mean: { ...BASE.mean, window: '7d' } }, ['high', 'card_mean', 'card_ratio']],
  ])('%s', (_, over, names) => expect(changed(meanings(over))).toEqual(names));

  it('the calendar: changes what asks for hours or days, what is worked out of that, and nothing else', () => {
    const over = {
      night: { feature: 'night', value: 'hour_of_day(event.occurred_at) < 6.0' },
      sunday: { feature: 'sunday', value: 'day_of_week(event.occurred_at) == 0.0' },
      today: { feature: 'card_today', by: 'card', aggregate: 'count', window: 'day' },
      tired: { feature: 'tired', value: 'features.night > 0.0 && features.card_today > 3.0' },
    };
    const [utc, tokyo] = [meanings(over), meanings(over, { timeZone: 'Asia/Tokyo' })];
    const others = Object.keys(utc).filter((name) => utc[name] !== tokyo[name]);
    expect(others.sort()).toEqual(['card_today', 'night', 'sunday', 'tired']);
    expect(before).toMatchObject(meanings({}, { timeZone: 'Asia/Tokyo' }));
  });
});
