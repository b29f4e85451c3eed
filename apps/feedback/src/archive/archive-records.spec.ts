import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decisionRows, partsIn, TenantArchive } from '#archive';
import { type DecisionV1, topics } from '#contracts';
import { armFaultPoint, CaracalError, ManualClock } from '#kernel';
import { ConsumerLoop, isInfrastructureError, type LogRecord, MemoryEventLog } from '#messaging';
import { metrics } from '#telemetry';
import { archivedDecision } from '../../../../libs/archive/src/testing/archived-records.js';
import { archiveMetrics } from './archive.metrics.js';
import { ArchiveRecords } from './archive-records.handler.js';

const NOON = Date.UTC(2026, 4, 1, 12);
const decisions = Array.from({ length: 30 }, (_, i) => archivedDecision(NOON + i * 1000));
const ids = decisions.map(({ transaction }) => transaction.id);

let folder: string;
let clock: ManualClock;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'archive-records-'));
  clock = new ManualClock(NOON);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function handler(rowsMax = 1000): ArchiveRecords<DecisionV1> {
  const settings = { folder, everyMs: 60_000, rowsMax };
  return new ArchiveRecords(decisionRows, settings, () => clock.now());
}

const recordOf = (decision: DecisionV1, offset: number): LogRecord => ({
  topic: topics.decisions.name,
  partition: 0,
  offset,
  key: 'k',
  value: topics.decisions.codec.encode(decision),
  headers: {},
  appendedAtMs: NOON,
});
const records = (from: number, to: number): LogRecord[] =>
  decisions.slice(from, to).map((decision, i) => recordOf(decision, from + i));

async function archived(): Promise<string[]> {
  if ((await partsIn(join(folder, 'tenant=ten_a'), 'decisions')).length === 0) return [];
  const archive = await TenantArchive.open(join(folder, 'tenant=ten_a'));
  const found: string[] = [];
  for await (const { id } of archive.payments('test')) found.push(id);
  return found;
}

describe('records for the archive', () => {
  it('few: wait in memory, hold the offset at the first, and are written when they are let go', async () => {
    const one = handler();
    expect(await one.assigned(0)).toBeUndefined();
    await one.handle(records(5, 9), 0);
    expect(one.holdFrom(0)).toBe(5);
    expect(await archived()).toEqual([]);
    await one.revoked(0);
    expect(await archived()).toEqual(ids.slice(5, 9));
    expect(await handler().assigned(0)).toEqual({ startAt: 9 });
  });

  it('long enough: written, and the offset goes on', async () => {
    const one = handler();
    await one.assigned(0);
    await one.handle(records(0, 3), 0);
    one.start();
    try {
      clock.advance(61_000);
      await vi.waitFor(() => expect(one.holdFrom(0)).toBeUndefined(), 10_000);
      expect(await archived()).toEqual(ids.slice(0, 3));
    } finally {
      await one.stop();
    }
  });

  it('many: written before more are taken, so that memory is bounded', async () => {
    const one = handler(10);
    await one.assigned(0);
    for (let at = 0; at < 24; at += 6) await one.handle(records(at, at + 6), 0);
    expect(await archived()).toEqual(ids.slice(0, 18));
    expect(one.holdFrom(0)).toBe(18);
  });

  it('a record that is none: named, and the others have their own offsets', async () => {
    const one = handler();
    await one.assigned(0);
    const bad = { ...recordOf(decisions[1]!, 1), value: Uint8Array.of(0x0a, 0xff) };
    const { poison } = await one.handle([recordOf(decisions[0]!, 0), bad, recordOf(decisions[2]!, 2)], 0);
    expect(poison).toMatchObject([{ record: bad }]);
    await one.revoked(0);
    expect(await archived()).toEqual([ids[0], ids[2]]);
    expect(await handler().assigned(0)).toEqual({ startAt: 3 });
  });

  it('a crash: what came before the last write is not taken again, what came after is', async () => {
    const crashed = handler(4);
    await crashed.assigned(0);
    await crashed.handle(records(0, 4), 0);
    await vi.waitFor(() => expect(crashed.holdFrom(0)).toBeUndefined(), 10_000);
    let isGone = false;
    const mend = armFaultPoint('archive-written', () => {
      isGone = true;
      throw new Error('killed');
    });
    await crashed.handle(records(4, 8), 0);
    await vi.waitFor(() => expect(isGone).toBe(true), 10_000);
    mend();
    const next = handler();
    const { startAt } = (await next.assigned(0))!;
    expect(startAt).toBe(4);
    await next.handle(records(startAt, 12), 0);
    await next.revoked(0);
    expect(await archived()).toEqual(ids.slice(0, 12));
  });

  it('a disk that refuses: a failure of the surroundings, nothing lost or doubled when it takes again', async () => {
    const one = handler(4);
    await one.assigned(0);
    await one.handle(records(0, 4), 0);
    const mend = armFaultPoint('archive-written', () => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    });
    const refused = await one.handle(records(4, 8), 0).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(CaracalError);
    expect(isInfrastructureError(refused)).toBe(true);
    expect((refused as Error).message).toContain(folder);
    mend();
    await one.handle(records(4, 8), 0);
    await one.revoked(0);
    expect(await archived()).toEqual(ids.slice(0, 8));
  });

  it('a folder that can’t be: an error that names it, and a failure that alerts are made of', async () => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    archiveMetrics.failures.reset();
    await expect(handler().assigned(0)).rejects.toThrow(`The archive in ${folder} can't be written`);
    expect(await metrics.metrics()).toContain('caracal_archive_failures_total{kind="decisions"} 1\n');
  });
});

describe('through the log', () => {
  it('killed between writes, again and again: every record once', async () => {
    const log = new MemoryEventLog();
    let sent = 0;
    for (let round = 0; round < 3; round++) {
      const upTo = (round + 1) * 10;
      await log.append(
        decisions.slice(sent, upTo).map((decision) => ({
          topic: topics.decisions.name,
          key: 'ten_a/x',
          value: topics.decisions.codec.encode(decision),
          headers: {},
          partition: 0,
        })),
      );
      sent = upTo;
      // Taken, and some of it written: then the process is gone, without a word to the group.
      const killed = handler(7);
      const at = await killed.assigned(0);
      const waiting = await log.readFrom(topics.decisions.name, 0, at?.startAt ?? 0, 1000);
      for (let i = 0; i < waiting.length; i += 3) await killed.handle(waiting.slice(i, i + 3), 0);
    }
    const last = handler();
    const loop = new ConsumerLoop(log, { topic: topics.decisions.name, group: 'archive', handler: last });
    await loop.start();
    await vi.waitFor(() => expect(last.holdFrom(0)).toBeDefined(), 10_000);
    await loop.close();
    expect(await archived()).toEqual(ids);
    expect(existsSync(join(folder, '.written', 'decisions-0.json'))).toBe(true);
    await log.close();
  });
});
