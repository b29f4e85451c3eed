import { describe, expect, it } from 'vitest';
import { cardPrecisionAt, type DayOfCards } from './card-precision.js';

const day = (...rows: [card: number, score: number, label: number][]): DayOfCards => ({
  cards: rows.map(([card]) => card),
  scores: rows.map(([, score]) => score),
  labels: Uint8Array.from(rows, ([, , label]) => label),
});

describe('cardPrecisionAt', () => {
  it('a card has its highest score of the day and any fraud of it', () => {
    expect(cardPrecisionAt([day([1, 0.2, 1], [1, 0.9, 0], [2, 0.5, 0], [3, 0.4, 1])], 2)).toBe(0.5);
  });

  it('a card that was caught: left out on later days', () => {
    const days = [day([1, 0.9, 1], [2, 0.1, 0]), day([1, 0.9, 1], [2, 0.8, 0], [3, 0.7, 1])];
    expect(cardPrecisionAt(days, 1)).toBe(0.5);
  });

  it('equal scores: the lower card number first; too few cards: still k checks', () => {
    expect(cardPrecisionAt([day([5, 0.5, 0], [4, 0.5, 1])], 1)).toBe(1);
    expect(cardPrecisionAt([day([5, 0.5, 1])], 4)).toBe(0.25);
    expect(() => cardPrecisionAt([], 0)).toThrow('k must be');
  });
});
