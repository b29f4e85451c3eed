// A worker thread: 30 days of history in bulk at the first start, then a live stream, both through the public API.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import type { TransactionRequest } from '#contracts';
import { simulate, type SimulatedEvent } from '../../../../packs/card-payments/src/simulate.js';
import { SampleClient } from './sample-client.js';
import type { SampleSettings } from './sample-worker.js';

const DAY_MS = 86_400_000;
const SEED = 'caracal';
const HISTORY = { days: 30, accounts: 2000, paymentsPerDay: 1200 };
/** The world of the history and more: enough people that two payments a second leave each with a life of their own. */
const LIVE = { accounts: 20_000, paymentsPerDay: 2 * 86_400 };
const HISTORY_BATCH = 500;

const { url, key, home } = workerData as SampleSettings;
const client = new SampleClient(url, key);
const marker = join(home, 'sample-history');

if (!existsSync(marker)) {
  await postHistory(Date.now());
  writeFileSync(marker, new Date().toISOString());
}
await streamLive();

async function postHistory(nowMs: number): Promise<void> {
  const events = simulate({
    seed: SEED,
    runPrefix: 'history',
    fromMs: nowMs - HISTORY.days * DAY_MS,
    untilMs: nowMs,
    accounts: HISTORY.accounts,
    paymentsPerDay: HISTORY.paymentsPerDay,
  });
  let batch: TransactionRequest[] = [];
  const reports: Extract<SimulatedEvent, { kind: 'event' }>[] = [];
  for (const event of events) {
    if (event.kind === 'event') reports.push(event);
    else batch.push(event.request);
    if (batch.length === HISTORY_BATCH) {
      await client.postHistory(batch);
      batch = [];
    }
  }
  if (batch.length > 0) await client.postHistory(batch);
  for (const report of reports) await client.postEvent(report.externalId, report.event, report.atMs);
}

async function streamLive(): Promise<void> {
  const fromMs = Date.now();
  const events = simulate({ seed: SEED, runPrefix: `live-${fromMs}`, fromMs, ...LIVE });
  for (const event of events) {
    const waitMs = event.atMs - Date.now();
    if (waitMs > 0) await sleep(waitMs);
    if (event.kind === 'transaction') await client.postTransaction(event.request);
    else await client.postEvent(event.externalId, event.event, event.atMs);
  }
}
