/** Patterns for tests, and the book that runs them. */
import type { PatternChangeV1, PatternMatchV1, TransactionV1 } from '#contracts';
import { type PackPattern, readPack } from '#patterns';
import { type PatternRuns } from '../pattern-book.js';
import { TenantPatterns } from '../tenant-patterns.js';
import { accepted, NOON } from './accepted.js';

/** Two small declined payments, then a large one. */
export function cardTesting(change: { id?: string; probes?: number; above?: number } = {}): string {
  const { id = 'card-testing', probes = 2, above = 10_000 } = change;
  return `
pattern: ${id}
by: card
within: 10m
skip: past-last
sequence: "probe{${probes},} -> cashout"
where:
  probe: "event.outcome == 'declined' && event.amount < 500"
  cashout: "event.amount > ${above}"
then: {risk: 0.85, action: challenge, reason: CARD_TESTING}
`;
}

export function packOf(...sources: string[]): ReadonlyMap<string, PackPattern> {
  return readPack(sources.map((text, i) => ({ path: `${i}.yaml`, text })));
}

export function bookOf(...sources: string[]): TenantPatterns {
  return new TenantPatterns(packOf(...sources), async () => []);
}

/** A change of tenant ten_a's pattern; `live` and `shadow` as [version, document, since which change]. */
export function changeOf(
  number: number,
  places: { id?: string; live?: [number, string, number?]; shadow?: [number, string, number?] },
): PatternChangeV1 {
  const served = (place: [number, string, number?] | undefined) =>
    place && { version: place[0], source: place[1], sinceChange: place[2] ?? number };
  return {
    tenantId: 'ten_a',
    patternId: places.id ?? 'card-testing',
    revision: number,
    change: number,
    live: served(places.live),
    shadow: served(places.shadow),
    changedAtMs: NOON,
    actor: 'usr_a',
    action: 'promoted',
    reason: 'a test',
  };
}

export const probe = (i: number): TransactionV1 =>
  accepted({ id: `probe_${i}`, occurredAtMs: NOON + i * 1000, amountMinor: 100, outcome: 'declined' }).transaction;
export const cashout = (amountMinor = 90_000): TransactionV1 =>
  accepted({ id: 'cashout', occurredAtMs: NOON + 60_000, amountMinor }).transaction;

/** One card, as the matcher keeps it. */
export class OneCard {
  readonly tenantId: string;
  readonly entityType = 'card' as const;
  readonly entityId = 'card';
  readonly isReplayed = false;
  seenChange = 0;
  runs: PatternRuns | undefined;
  private readonly events: TransactionV1[] = [];

  constructor(tenantId = 'ten_a') {
    this.tenantId = tenantId;
  }

  recentEvents(): readonly TransactionV1[] {
    return this.events;
  }

  take(book: TenantPatterns, event: TransactionV1): Taken {
    const { runs, found, seenChange } = book.advance(this.runs, this, event);
    this.runs = runs;
    this.seenChange = seenChange;
    this.events.push(event);
    const matches = (onTrial: boolean) => found.flatMap((one) => (one.onTrial === onTrial ? [one.match] : []));
    return { runs, matches: matches(false), shadowMatches: matches(true) };
  }
}

interface Taken {
  readonly runs: PatternRuns | undefined;
  readonly matches: readonly PatternMatchV1[];
  readonly shadowMatches: readonly PatternMatchV1[];
}
