import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Spool, type SpoolEntry } from './spool.js';

const entry = (n: number): SpoolEntry => ({
  transactionId: `txn_${n}`,
  tenantId: 'ten_a',
  livemode: false,
  externalId: `order-${n}`,
  idempotencyKey: `key-${n}`,
  bodyHash: 'aGFzaA==',
  transaction: 'dHJhbnNhY3Rpb24=',
  decision: 'ZGVjaXNpb24=',
  traceparent: '',
});
const newPath = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'spool-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'deep', 'spool.jsonl');
};

describe('spool', () => {
  it('reopened after a crash: what was not done is there, in order; a torn line is dropped', async () => {
    const path = await newPath();
    const spool = await Spool.open(path, 1 << 20);
    await Promise.all([spool.add(entry(1)), spool.add(entry(2)), spool.add(entry(3))]);
    await spool.done('txn_2');
    await appendFile(path, '{"add":{"transactionId":"txn_4"');
    const again = await Spool.open(path, 1 << 20);
    expect(again.pending()).toEqual([entry(1), entry(3)]);
    await again.close();
    await spool.close();
  });
  it('full: add rejects, and the entry is not pending', async () => {
    const spool = await Spool.open(await newPath(), 400);
    await spool.add(entry(1));
    await expect(spool.add(entry(2))).rejects.toThrow('full');
    expect(spool.pending()).toEqual([entry(1)]);
    await spool.close();
  });
  it('find: by payment id or key, only in the same tenant and mode', async () => {
    const spool = await Spool.open(await newPath(), 1 << 20);
    await spool.add(entry(1));
    expect(spool.find('ten_a', false, 'order-1', undefined)).toEqual(entry(1));
    expect(spool.find('ten_a', false, 'other', 'key-1')).toEqual(entry(1));
    expect(spool.find('ten_b', false, 'order-1', 'key-1')).toBeUndefined();
    expect(spool.find('ten_a', true, 'order-1', undefined)).toBeUndefined();
    await spool.close();
  });
  it('emptied: the file shrinks and goes on from its start', async () => {
    const path = await newPath();
    const spool = await Spool.open(path, 8 << 20);
    const big = { ...entry(1), transaction: 'x'.repeat(2 << 20) };
    await spool.add(big);
    await spool.done('txn_1');
    expect((await readFile(path)).length).toBe(0);
    await spool.add(entry(2));
    await spool.close();
    const again = await Spool.open(path, 8 << 20);
    expect(again.pending()).toEqual([entry(2)]);
    await again.close();
  });
});
