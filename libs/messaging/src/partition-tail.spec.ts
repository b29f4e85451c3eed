import { describe, expect, it } from 'vitest';
import type { LogRecord } from './event-log.js';
import type { PartitionPump } from './partition-pump.js';
import { PartitionTail } from './partition-tail.js';

const record = (offset: number, bytes = 1): LogRecord => ({
  topic: 't',
  partition: 0,
  offset,
  key: 'k',
  value: new Uint8Array(bytes),
  headers: {},
  appendedAtMs: 0,
});
const offsets = (records: readonly LogRecord[] | undefined): number[] | undefined =>
  records?.map((each) => each.offset);

function tailFor(readers: number): PartitionTail & { woken: number } {
  const tail = Object.assign(new PartitionTail(), { woken: 0 });
  for (let i = 0; i < readers; i++) tail.pumps.add({ wake: () => tail.woken++ } as unknown as PartitionPump);
  return tail;
}

describe('partition tail', () => {
  it('tail: committed records → handed out from memory, then nothing more', () => {
    const tail = tailFor(1);
    for (let i = 0; i < 5; i++) tail.push(record(i));
    expect(offsets(tail.read(0, 3))).toEqual([0, 1, 2]);
    expect(offsets(tail.read(3, 10))).toEqual([3, 4]);
    expect(tail.read(5, 10)).toEqual([]);
  });

  it('tail: a reader that is behind what is kept → has to ask the database', () => {
    const tail = tailFor(2);
    tail.push(record(10));
    expect(tail.read(7, 10)).toBeUndefined();
    expect(offsets(tail.read(10, 10))).toEqual([10]);
  });

  it('tail: another process wrote in between → the gap is asked of the database, what follows comes from memory', () => {
    const tail = tailFor(2);
    tail.push(record(0));
    tail.push(record(5));
    expect(tail.read(1, 10)).toBeUndefined();
    expect(offsets(tail.read(5, 10))).toEqual([5]);
  });

  it('tail: the end of the partition is told by another process → readers wake and ask the database', () => {
    const tail = tailFor(1);
    tail.noteHead(4);
    expect(tail.woken).toBe(1);
    expect(tail.read(2, 10)).toBeUndefined();
    expect(tail.read(4, 10)).toEqual([]);
    tail.noteHead(4);
    expect(tail.woken).toBe(1);
  });

  it('tail: two readers, one of them slow → memory stays bounded by count and by bytes', () => {
    for (const bytes of [1, 100_000]) {
      const tail = tailFor(2);
      for (let i = 0; i < 10_000; i++) tail.push(record(i, bytes));
      let from = 9_999;
      while (tail.read(from - 1, 1) !== undefined) from--;
      expect((10_000 - from) * bytes).toBeLessThanOrEqual(4 * 1024 * 1024);
      expect(10_000 - from).toBeLessThanOrEqual(4096);
      expect(offsets(tail.read(9_999, 1))).toEqual([9_999]);
    }
  });

  it('tail: nobody reads here → nothing is kept', () => {
    const tail = tailFor(0);
    tail.push(record(0));
    expect(tail.read(0, 1)).toBeUndefined();
  });
});
