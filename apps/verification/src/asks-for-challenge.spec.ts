import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decisionV1, OUTCOMES, type Outcome } from '#contracts';
import { asksForChallenge } from './asks-for-challenge.js';
import { decisionFor } from './testing/decision.js';

describe('asks for challenge', () => {
  it('any decision: the same as decoding it and looking', () => {
    fc.assert(
      fc.property(fc.constantFrom(...OUTCOMES), fc.string({ maxLength: 400 }), (outcome: Outcome, externalId) => {
        const decision = decisionFor({ outcome, externalId });
        expect(asksForChallenge(decisionV1.encode(decision))).toBe(outcome === 'challenge');
      }),
    );
  });

  it('bytes that are no decision: never a false no for what the decoder would refuse', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        if (asksForChallenge(bytes)) return;
        // A no means that field 3 was found and read otherwise.
        expect(bytes.length).toBeGreaterThan(2);
      }),
    );
  });
});
