import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LogRecord } from './event-log.js';
import { ThreadRelay } from './thread-relay.js';

const open: ThreadRelay[] = [];
afterEach(() => open.splice(0).forEach((relay) => relay.close()));

function relay(name: string, instance: string): { relay: ThreadRelay; received: LogRecord[] } {
  const received: LogRecord[] = [];
  const one = new ThreadRelay(name, instance, (records) => received.push(...records));
  open.push(one);
  return { relay: one, received };
}

function record(topic: string, offset: number): LogRecord {
  const value = Buffer.from(`value ${offset}`);
  return { topic, partition: 0, offset, key: 'ten_1/a', value, headers: { ce_id: `${offset}` }, appendedAtMs: 1 };
}

describe('ThreadRelay', () => {
  it('gives what was committed to those that read it, in order and whole', async () => {
    const writer = relay('a', 'writer');
    const reader = relay('a', 'reader');
    reader.relay.read('payments');
    await vi.waitFor(() => expect(writer.relay.reaches('reader')).toBe(true));
    const records = [record('payments', 1), record('other', 1), record('payments', 2)];
    await vi.waitFor(() => {
      writer.relay.committed(records);
      expect(reader.received.length).toBeGreaterThan(1);
    });
    const [first, second] = reader.received;
    expect([first, second]).toEqual([
      { ...record('payments', 1), value: Uint8Array.from(record('payments', 1).value) },
      { ...record('payments', 2), value: Uint8Array.from(record('payments', 2).value) },
    ]);
    expect(writer.received).toEqual([]);
  });

  it('tells one that opens later what is read, and forgets one that closes', async () => {
    const reader = relay('b', 'reader');
    reader.relay.read('payments');
    const writer = relay('b', 'writer');
    await vi.waitFor(() => expect(writer.relay.reaches('reader')).toBe(true));
    expect(writer.relay.reaches('nobody')).toBe(false);
    open.splice(open.indexOf(reader.relay), 1)[0]!.close();
    await vi.waitFor(() => expect(writer.relay.reaches('reader')).toBe(false));
  });

  it('hears nothing of logs of another database', async () => {
    const reader = relay('c', 'reader');
    const writer = relay('d', 'writer');
    const same = relay('c', 'same');
    await vi.waitFor(() => expect(reader.relay.reaches('same')).toBe(true));
    expect(same.relay.reaches('reader')).toBe(true);
    expect(writer.relay.reaches('reader')).toBe(false);
  });
});
