// The worker thread of the sample: a past of 30 days in bulk at the first start, then what happens as it happens, and the
// people who answer and decide. A client of the public API like any other; what it must remember is in sample.json.
import { parentPort, workerData } from 'node:worker_threads';
import { HomeFolder } from '#kernel';
import { BackFill } from './back-fill.js';
import { KnownFrauds } from './known-frauds.js';
import { LiveStream } from './live-stream.js';
import { mergeByTime } from './merge-by-time.js';
import { Payers } from './payers.js';
import { SampleAnalyst } from './sample-analyst.js';
import { SampleClient } from './sample-client.js';
import { ProgressFile, type SampleProgress } from './sample-progress.js';
import { realTime } from './sample-time.js';
import type { SampleSettings } from './sample-worker.js';
import { historyWorld, liveWorld } from './sample-worlds.js';

/** A live world that is older begins anew at a start: everything since its beginning is simulated again to go on from there. */
const LIVE_WORLD_MS_MAX = 7 * 86_400_000;

const { url, key, home } = workerData as SampleSettings;
const client = new SampleClient(url, key);
const payers = new Payers(client, realTime);
const frauds = new KnownFrauds();
const analyst = new SampleAnalyst(url, frauds, newLogInToken);
const file = new ProgressFile(new HomeFolder(home));
let progress: SampleProgress = file.read() ?? { startedAtMs: Date.now(), historyPosted: 0 };
save({});

if (progress.live === undefined) {
  const { startedAtMs, historyPosted } = progress;
  const backFill = new BackFill(client, payers, frauds, (posted) => save({ historyPosted: posted }), realTime);
  await backFill.run(historyWorld(startedAtMs), startedAtMs, historyPosted);
  await analyst.catchUp();
}
const { fromMs, untilMs } = liveSince(progress, Date.now());
save({ live: { fromMs, untilMs } });
void analyst.work();
const stream = new LiveStream(client, payers, frauds, (until) => save({ live: { fromMs, untilMs: until } }), realTime);
await stream.run(mergeByTime(historyWorld(progress.startedAtMs), liveWorld(fromMs)), untilMs);

/** Where the stream goes on: reports of the past that fell due since then come late, but come. */
function liveSince({ startedAtMs, live }: SampleProgress, nowMs: number): NonNullable<SampleProgress['live']> {
  if (live === undefined) return { fromMs: nowMs, untilMs: startedAtMs };
  return nowMs - live.fromMs > LIVE_WORLD_MS_MAX ? { ...live, fromMs: nowMs } : live;
}

/** A disk that takes nothing is others' to report: from older progress, a restart only repeats what changes nothing. */
function save(changes: Partial<SampleProgress>): void {
  progress = { ...progress, ...changes };
  try {
    file.write(progress);
  } catch {
    // See above.
  }
}

/** Asks the main thread, which has the database. */
async function newLogInToken(): Promise<string> {
  const port = parentPort!;
  return await new Promise((resolve) => {
    port.once('message', resolve);
    port.postMessage('log-in');
  });
}
