import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntitySessionV1 } from '#contracts';
import { sessionChanges } from './session-changes.js';

const record = fc.record({
  entity: fc.constantFrom('a', 'b'),
  closed: fc.option(fc.tuple(fc.nat(20), fc.nat(5), fc.integer({ min: 2, max: 9 })), { nil: undefined }),
  replaces: fc.array(fc.nat(20), { maxLength: 3 }),
});
const records = fc.array(record, { maxLength: 30 }).map((all) => all.map(recordOf));

interface RecordParts {
  readonly entity: string;
  readonly closed: readonly [startedAtMs: number, lengthMs: number, count: number] | undefined;
  readonly replaces: number[];
}

function recordOf({ entity, closed, replaces }: RecordParts, i: number): EntitySessionV1 {
  const [startedAtMs, lengthMs, count] = closed ?? [0, 0, 0];
  const session = {
    startedAtMs,
    endedAtMs: startedAtMs + lengthMs,
    count,
    amountMinor: i,
    counterparts: 1,
    capped: false,
    channels: [],
  };
  return {
    id: `${i}`,
    tenantId: 'ten_a',
    entityType: 'card',
    entityId: entity,
    livemode: true,
    closed: closed && session,
    revision: 1,
    replacesMs: replaces,
  };
}

/** A table that changes are applied to. */
class Table {
  rows: { entityId: string; startedAtMs: number; amountMinor: number }[] = [];

  follow(list: readonly EntitySessionV1[]): void {
    for (const {
      entity: { entityId },
      gone,
      put,
    } of sessionChanges(list)) {
      this.rows = this.rows.filter(
        (row) =>
          row.entityId !== entityId ||
          !gone.some(({ fromMs, toMs }) => fromMs <= row.startedAtMs && row.startedAtMs <= toMs),
      );
      for (const { startedAtMs, amountMinor } of put) this.rows.push({ entityId, startedAtMs, amountMinor });
    }
  }

  get sorted(): string[] {
    return this.rows.map((row) => JSON.stringify(row)).sort();
  }
}

describe('what records of sessions come to', () => {
  it('in batches of any size → the same as one by one', () => {
    fc.assert(
      fc.property(records, fc.integer({ min: 1, max: 10 }), (list, size) => {
        const [oneByOne, inBatches] = [new Table(), new Table()];
        for (const one of list) oneByOne.follow([one]);
        for (let at = 0; at < list.length; at += size) inBatches.follow(list.slice(at, at + size));
        expect(inBatches.sorted).toEqual(oneByOne.sorted);
      }),
    );
  });

  it('a session of one payment → takes the place of others, and is not put in', () => {
    const single = recordOf({ entity: 'a', closed: [5, 0, 1], replaces: [] }, 1);
    expect(sessionChanges([single])).toMatchObject([{ gone: [{ fromMs: 5, toMs: 5 }], put: [] }]);
  });
});
