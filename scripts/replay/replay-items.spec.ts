import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileMapping } from './mapping.js';
import { replayItems, type ItemOptions, type ItemTotals, type ReplayItem } from './replay-items.js';

const HOUR_MS = 3_600_000;
const mapping = compileMapping(
  {
    pack: 'test',
    time: { shift: 'none' },
    transaction: {
      id: { column: 'id', as: 'text' },
      occurred_at: { column: 'at', as: 'unix-ms' },
      amount: { column: 'amount', as: 'integer' },
      currency: { constant: 'USD', as: 'text' },
      'account.id': { column: 'account', as: 'text' },
    },
    events: [
      { type: 'chargeback', when: { column: 'fraud', equals: '1' }, after: '5h' },
      { type: 'customer_denied', when: { column: 'fraud', equals: '1' }, after: '1h' },
    ],
  },
  ['id', 'at', 'amount', 'account', 'fraud'],
);

async function itemsOf(
  rows: string[][],
  over: Partial<ItemOptions> = {},
): Promise<{ items: ReplayItem[]; totals: ItemTotals }> {
  const totals: ItemTotals = { rows: 0, bad: 0, eventsNotDue: 0 };
  const numbered = (async function* () {
    for (const [index, row] of rows.entries()) yield { line: index + 2, row };
  })();
  const options = { mapping, columns: 5, shiftMs: 0, skipRows: 0, limit: 1e9, skipBad: false, nowMs: 8e15, ...over };
  const items: ReplayItem[] = [];
  for await (const item of replayItems(numbered, options, totals)) items.push(item);
  return { items, totals };
}

const rowAt = (hour: number, fraud = 0): string[] => [`t${hour}`, String(hour * HOUR_MS), '100', 'a', String(fraud)];
const nameOf = (item: ReplayItem): string =>
  item.kind === 'event' ? `${item.type} of ${item.transactionId}` : item.request.id;

describe('replay order', () => {
  it('events stand where they became known, before the row of that moment', async () => {
    const { items, totals } = await itemsOf([rowAt(0, 1), rowAt(1), rowAt(2), rowAt(6)]);
    expect(items.map(nameOf)).toEqual(['t0', 'customer_denied of t0', 't1', 't2', 'chargeback of t0', 't6']);
    expect(totals).toEqual({ rows: 4, bad: 0, eventsNotDue: 0 });
  });

  it('an event that becomes known after the last row → counted, not sent', async () => {
    const { items, totals } = await itemsOf([rowAt(0), rowAt(1, 1)]);
    expect(items.map(nameOf)).toEqual(['t0', 't1']);
    expect(totals.eventsNotDue).toBe(2);
  });

  it('any rows: every event follows its transaction, at or after its time, once', async () => {
    const rows = fc.array(fc.tuple(fc.nat(40), fc.boolean()), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const list = cells.map(([hour, fraud], index) => [
          `t${index}`,
          String(hour * HOUR_MS),
          '1',
          'a',
          fraud ? '1' : '0',
        ]);
        const { items, totals } = await itemsOf(list);
        // The clock of the file stands at the latest of the rows read, the one about to be sent included.
        const clockAt = (row: number): number => Math.max(0, ...cells.slice(0, row).map(([hour]) => hour * HOUR_MS));
        const clock = clockAt(cells.length);
        const sent = new Set<string>();
        for (const item of items) {
          const known = item.kind === 'transaction' || (sent.has(item.transactionId) && item.atMs <= clockAt(item.row));
          expect(known).toBe(true);
          expect(sent.has(nameOf(item))).toBe(false);
          sent.add(nameOf(item));
        }
        const events = items.filter((item) => item.kind === 'event').length;
        expect(events + totals.eventsNotDue).toBe(2 * cells.filter(([, fraud]) => fraud).length);
        const due = cells.filter(([hour, fraud]) => fraud && hour * HOUR_MS + HOUR_MS <= clock).length;
        expect(items.filter((item) => item.kind === 'event' && item.type === 'customer_denied').length).toBe(due);
      }),
      { numRuns: 500 },
    );
  });

  it('limit, skip and the future bound what is sent', async () => {
    const rows = [0, 1, 2, 3, 4].map((hour) => rowAt(hour));
    expect((await itemsOf(rows, { limit: 2, skipRows: 1 })).items.map(nameOf)).toEqual(['t1', 't2']);
    const bounded = await itemsOf(rows, { nowMs: 2.5 * HOUR_MS });
    expect(bounded.items.map(nameOf)).toEqual(['t0', 't1', 't2']);
    expect(bounded.totals.stoppedAtLine).toBe(5);
  });

  it('a bad row → an error with its line, or skipped and counted', async () => {
    const rows = [rowAt(0), ['t1', 'never', '1', 'a', '0'], ['short'], rowAt(2)];
    await expect(itemsOf(rows)).rejects.toThrow(/^line 3: occurred_at: .*--skip-bad/);
    const { items, totals } = await itemsOf(rows, { skipBad: true });
    expect(items.map(nameOf)).toEqual(['t0', 't2']);
    expect(totals).toMatchObject({ rows: 4, bad: 2 });
  });
});
