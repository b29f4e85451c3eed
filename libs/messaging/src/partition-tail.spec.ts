import { describe, expect, it } from 'vitest';
import type { LogRecord } from './event-log.js';
import { PartitionTail, type TailReader } from './partition-tail.js';

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

/** `ask` reads as the first reader, `others` as the rest. */
function tailFor(count: number) {
  const tail = new PartitionTail();
  const wakes = { count: 0 };
  const reader = (): TailReader => ({ position: 0, wake: () => wakes.count++ });
  const readers = Array.from({ length: count }, reader);
  for (const each of readers) tail.readers.add(each);
  const [first = reader(), ...others] = readers;
  return { tail, wakes, others, ask: (offset: number, recordsMax: number) => tail.read(first, offset, recordsMax) };
}

describe('partition tail', () => {
  it('tail: committed records → handed out from memory, then nothing more', () => {
    const { tail, ask } = tailFor(1);
    for (let i = 0; i < 5; i++) tail.push(record(i));
    expect(offsets(ask(0, 3))).toEqual([0, 1, 2]);
    expect(offsets(ask(3, 10))).toEqual([3, 4]);
    expect(ask(5, 10)).toEqual([]);
  });

  it('tail: a reader that is behind what is kept → has to ask the database', () => {
    const { tail, ask } = tailFor(2);
    tail.push(record(10));
    expect(ask(7, 10)).toBeUndefined();
    expect(offsets(ask(10, 10))).toEqual([10]);
  });

  it('tail: another process wrote in between → the gap is asked of the database, what follows comes from memory', () => {
    const { tail, ask } = tailFor(2);
    tail.push(record(0));
    tail.push(record(5));
    expect(ask(1, 10)).toBeUndefined();
    expect(offsets(ask(5, 10))).toEqual([5]);
  });

  it('tail: the end of the partition is told by another process → readers wake and ask the database', () => {
    const { tail, ask, wakes } = tailFor(1);
    tail.noteHead(4);
    expect(wakes.count).toBe(1);
    expect(ask(2, 10)).toBeUndefined();
    expect(ask(4, 10)).toEqual([]);
    tail.noteHead(4);
    expect(wakes.count).toBe(1);
  });

  it('tail: two readers, one of them slow → memory stays bounded by count and by bytes', () => {
    for (const bytes of [1, 100_000]) {
      const { tail, ask } = tailFor(2);
      for (let i = 0; i < 10_000; i++) tail.push(record(i, bytes));
      let from = 9_999;
      while (ask(from - 1, 1) !== undefined) from--;
      expect((10_000 - from) * bytes).toBeLessThanOrEqual(4 * 1024 * 1024);
      expect(10_000 - from).toBeLessThanOrEqual(4096);
      expect(offsets(ask(9_999, 1))).toEqual([9_999]);
    }
  });

  it('tail: two readers → what both have read is let go of, not before', () => {
    const { tail, ask, others } = tailFor(2);
    for (let i = 0; i < 5; i++) tail.push(record(i));
    expect(offsets(ask(0, 10))).toEqual([0, 1, 2, 3, 4]);
    expect(offsets(tail.read(others[0]!, 0, 3))).toEqual([0, 1, 2]);
    expect(ask(2, 1)).toBeUndefined();
    expect(offsets(ask(3, 1))).toEqual([3]);
    expect(offsets(tail.read(others[0]!, 3, 10))).toEqual([3, 4]);
    expect(offsets(ask(4, 1))).toEqual([4]);
    expect(ask(4, 1)).toBeUndefined();
  });

  it('tail: nobody reads here → nothing is kept', () => {
    const { tail, ask } = tailFor(0);
    tail.push(record(0));
    expect(ask(0, 1)).toBeUndefined();
  });
});
