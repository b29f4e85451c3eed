import { describe, expect, it } from 'vitest';
import { simulate, type SimulatedEvent } from '../../../../packs/card-payments/src/simulate.js';
import { BackFill } from './back-fill.js';
import { KnownFrauds } from './known-frauds.js';
import { Payers } from './payers.js';
import { MemoryApi } from './testing/memory-api.js';
import { VirtualTime } from './testing/virtual-time.js';

const FROM_MS = Date.UTC(2026, 0, 5);
const UNTIL_MS = FROM_MS + 5 * 86_400_000;
const world = (): Generator<SimulatedEvent> => simulate({ seed: 'spec', fromMs: FROM_MS, accounts: 60 });
const past: SimulatedEvent[] = [];
for (const event of world()) {
  if (event.atMs >= UNTIL_MS) break;
  past.push(event);
}
const payments = past.filter((event) => event.kind === 'transaction').map(({ request }) => request.id);
const reports = past.filter((event) => event.kind === 'event').map(({ externalId, event }) => `${externalId} ${event}`);

const fill = async (api: MemoryApi, alreadyPosted = 0, posted: (events: number) => void = () => undefined) => {
  const time = new VirtualTime(UNTIL_MS);
  await new BackFill(api, new Payers(api, time), new KnownFrauds(), posted, time).run(world(), UNTIL_MS, alreadyPosted);
};

describe('back-fill', () => {
  it('an endless world → all of it before the end, once, payments in time order', async () => {
    const api = new MemoryApi();
    await fill(api);
    expect(payments.length).toBeGreaterThan(300);
    expect(reports.length).toBeGreaterThan(10);
    expect(api.calls.filter((call) => !call.includes(' '))).toEqual(payments);
    expect(api.calls.filter((call) => call.includes(' ')).toSorted()).toEqual(reports.toSorted());
  });

  it('progress: → grows to the number of events, and says nothing that is not posted', async () => {
    const api = new MemoryApi();
    const said: number[] = [];
    await fill(api, 0, (events) => {
      said.push(events);
      for (const event of past.slice(0, events))
        expect(
          event.kind === 'transaction'
            ? api.payments.has(event.request.id)
            : api.reports.has(`${event.externalId} ${event.event}`),
        ).toBe(true);
    });
    expect(said).toEqual(said.toSorted((a, b) => a - b));
    expect(said.at(-1)).toBe(past.length);
  });

  it.each([1, 57, 200])('killed after %i calls, then resumed → all there, nothing lost', async (calls) => {
    const api = new MemoryApi();
    let progress = 0;
    api.dieAfter = calls;
    await expect(fill(api, 0, (events) => (progress = events))).rejects.toThrow('killed');
    api.dieAfter = Number.POSITIVE_INFINITY;
    await fill(api, progress);
    expect([...api.payments].toSorted()).toEqual(payments.toSorted());
    expect([...api.reports].toSorted()).toEqual(reports.toSorted());
  });

  it('a payer who is asked for a code → answers at once, or gives up; none is left pending', async () => {
    const api = new MemoryApi(() => true);
    await fill(api);
    const right = api.codes.filter((code) => code === '123456').length;
    expect(right / payments.length).toBeGreaterThan(0.85);
    expect(api.cancelled).toBeGreaterThan(0);
  });
});
