import { describe, expect, it } from 'vitest';
import type { SimulatedEvent } from '../../../../packs/card-payments/src/simulate.js';
import { KnownFrauds } from './known-frauds.js';
import { LiveStream } from './live-stream.js';
import { Payers } from './payers.js';
import { MemoryApi } from './testing/memory-api.js';
import { VirtualTime } from './testing/virtual-time.js';

const NOW = Date.UTC(2026, 0, 5);
const payment = (id: string, atMs: number, fraud = false): SimulatedEvent => ({
  kind: 'transaction',
  atMs,
  truth: { fraud },
  request: {
    id,
    occurred_at: new Date(atMs).toISOString(),
    amount: 100,
    currency: 'EUR',
    channel: 'wallet',
    outcome: 'authorised',
    account: { id: 'a' },
  },
});
const report = (externalId: string, atMs: number): SimulatedEvent => ({
  kind: 'event',
  atMs,
  externalId,
  event: 'chargeback',
});

/** Runs the stream to the end of the events. */
const stream = async (events: readonly SimulatedEvent[], api: MemoryApi, fromMs = NOW) => {
  const time = new VirtualTime(NOW);
  const frauds = new KnownFrauds();
  const saved: number[] = [];
  api.onCall = () => time.now() - NOW;
  const live = new LiveStream(api, new Payers(api, time), frauds, (atMs) => saved.push(atMs - NOW), time);
  await live.run(events, fromMs);
  return { frauds, saved, time };
};

describe('live stream', () => {
  it('each event → posted when it happens, not before', async () => {
    const api = new MemoryApi();
    await stream([payment('p1', NOW + 1000), payment('p2', NOW + 5000), report('p1', NOW + 9000)], api);
    expect(api.timed).toEqual(['p1 at 1000', 'p2 at 5000', 'p1 chargeback at 9000']);
    expect([...api.reports]).toEqual(['p1 chargeback']);
  });

  it('a restart after an hour → what was posted is not posted again, missed payments never, missed reports late', async () => {
    const api = new MemoryApi();
    const hourAgo = NOW - 3_600_000;
    api.payments.add('done');
    const { frauds } = await stream(
      [
        payment('done', hourAgo - 2000, true),
        report('done', hourAgo - 1000),
        payment('missed', hourAgo + 1000),
        report('missed', hourAgo + 1500),
        report('done', hourAgo + 2000),
        payment('late', NOW - 59_000),
        payment('next', NOW + 100),
      ],
      api,
      hourAgo,
    );
    expect(api.calls).toEqual(['missed chargeback', 'done chargeback', 'late', 'next']);
    expect([...api.reports]).toEqual(['done chargeback']);
    expect(frauds.has('done')).toBe(true);
  });

  it('progress: → at most every ten seconds, never beyond what is posted', async () => {
    const events = Array.from({ length: 60 }, (_, i) => payment(`p${i}`, NOW + i * 500));
    const { saved } = await stream(events, new MemoryApi());
    expect(saved).toEqual([0, 10_000, 20_000]);
  });

  it('a payer who is asked for a code → enters it after some seconds, while the stream goes on', async () => {
    const api = new MemoryApi(() => true);
    const { time } = await stream([payment('p', NOW), payment('q', NOW + 1000)], api);
    expect(api.codes).toEqual([]);
    await time.sleep(120_000);
    expect(api.codes.filter((code) => code === '123456')).toHaveLength(2);
  });
});
