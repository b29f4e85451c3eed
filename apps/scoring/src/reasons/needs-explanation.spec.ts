import { describe, expect, it } from 'vitest';
import { needsExplanation } from './needs-explanation.js';

describe('needsExplanation', () => {
  it.each([
    ['approve', 0, 0, false],
    ['approve', 49, 0, false],
    ['approve', 50, 0, true],
    ['approve', 3, 1, true],
    ['challenge', 0, 0, true],
    ['review', 0, 0, true],
    ['decline', 0, 0, true],
  ] as const)('%s, score %d, %d matches → %s', (outcome, score, matches, needed) => {
    expect(needsExplanation(outcome, score, Array(matches))).toBe(needed);
  });
});
