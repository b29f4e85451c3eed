import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PackPatterns } from './pack-patterns.js';
import type { PatternRuns } from './pattern-book.js';
import { accepted, NOON } from './testing/accepted.js';

const CARD_TESTING = `
pattern: card-testing
by: card
within: 10m
skip: past-last
sequence: "probe{2,} -> cashout"
where:
  probe: "event.outcome == 'declined' && event.amount < 500"
  cashout: "event.amount > 10000"
then: {risk: 0.85, action: challenge, reason: CARD_TESTING}
examples:
  - events:
      - {at: 0s, amount: 100, outcome: declined}
      - {at: 10s, amount: 100, outcome: declined}
      - {at: 60s, amount: 50000}
    matches: 1
`;

const card = { tenantId: 'ten_a', entityType: 'card', entityId: 'card' } as const;
const probe = (i: number) =>
  accepted({ id: `probe_${i}`, occurredAtMs: NOON + i * 1000, amountMinor: 100, outcome: 'declined' }).transaction;
const cashout = accepted({ id: 'cashout', occurredAtMs: NOON + 60_000, amountMinor: 90_000 }).transaction;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'caracal-patterns-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('pack patterns', () => {
  it('two probes and a cash-out, with the runs saved in between → one match that names its events', () => {
    writeFileSync(join(folder, 'card-testing.yaml'), CARD_TESTING);
    const book = PackPatterns.read(folder);
    let runs: PatternRuns | undefined;
    for (const event of [probe(0), probe(1)]) {
      const advanced = book.advance(runs, card, event);
      expect(advanced.matches).toEqual([]);
      runs = PackPatterns.read(folder).decode(book.encode(advanced.runs!), card);
    }
    const { matches } = book.advance(runs, card, cashout);
    expect(matches).toHaveLength(1);
    expect(matches[0]).toMatchObject({
      patternId: 'card-testing',
      entityType: 'card',
      entityId: 'card',
      reason: 'CARD_TESTING',
      risk: 0.85,
      action: 'challenge',
      steps: [
        { step: 'probe', events: [{ transactionId: 'probe_0' }, { transactionId: 'probe_1' }] },
        { step: 'cashout', events: [{ transactionId: 'cashout', occurredAtMs: NOON + 60_000, amountMinor: 90_000 }] },
      ],
    });
  });

  it('an entity of another type, or an event that begins nothing → nothing to keep', () => {
    writeFileSync(join(folder, 'card-testing.yaml'), CARD_TESTING);
    const book = PackPatterns.read(folder);
    const account = { ...card, entityType: 'account' as const };
    expect(book.advance(undefined, account, probe(0))).toEqual({ runs: undefined, matches: [] });
    expect(book.advance(undefined, card, cashout)).toEqual({ runs: undefined, matches: [] });
  });

  it('the pattern changed since the runs were saved → they begin anew', () => {
    writeFileSync(join(folder, 'card-testing.yaml'), CARD_TESTING);
    const before = PackPatterns.read(folder);
    const saved = before.encode(before.advance(undefined, card, probe(0)).runs!);
    writeFileSync(join(folder, 'card-testing.yaml'), CARD_TESTING.replace('within: 10m', 'within: 20m'));
    expect(PackPatterns.read(folder).decode(saved, card)).toBeUndefined();
  });

  it('a file that does not compile, two of a name, no folder → a line that says where', () => {
    writeFileSync(join(folder, 'a.yaml'), CARD_TESTING.replace('event.amount <', 'event.amuont <'));
    expect(() => PackPatterns.read(folder)).toThrow(/a\.yaml: .*amuont/s);
    writeFileSync(join(folder, 'a.yaml'), CARD_TESTING);
    writeFileSync(join(folder, 'b.yml'), CARD_TESTING);
    expect(() => PackPatterns.read(folder)).toThrow('two patterns called card-testing');
    expect(() => PackPatterns.read(join(folder, 'none'))).toThrow('PATTERNS_DIR');
  });

  it('a failing example → the pattern is refused', () => {
    writeFileSync(join(folder, 'a.yaml'), CARD_TESTING.replace('matches: 1', 'matches: 2'));
    expect(() => PackPatterns.read(folder)).toThrow('expected 2 matches, found 1');
  });
});
