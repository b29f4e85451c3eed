import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handbookFixture } from './testing/handbook-fixture.js';
import { KEY, startFakeApi, type FakeApi } from './testing/fake-api.js';
import { readOptions } from './replay-options.js';
import { replay } from './replay.js';
import { summary, type Ending } from './tally.js';

const ROOT = resolve(import.meta.dirname, '../..');
const ROWS = 600;
let api: FakeApi;
let folder: string;
let file: string;

beforeEach(async () => {
  api = await startFakeApi();
  folder = mkdtempSync(join(tmpdir(), 'replay-'));
  file = join(folder, 'rows.csv');
  writeFileSync(file, handbookFixture(ROWS));
});
afterEach(async () => {
  await api.close();
  rmSync(folder, { recursive: true, force: true });
});

async function run(extra: string[] = [], signal = new AbortController().signal): Promise<Ending> {
  const args = [file, '--pack', 'handbook', '--url', api.url, '--key', KEY, '--batch', '20', ...extra];
  const options = readOptions(args, { CARACAL_HOME: folder, INIT_CWD: folder }, ROOT)!;
  return replay(options, signal, new PassThrough() as unknown as NodeJS.WriteStream);
}

function expectEachRowOnceInAccountOrder(rows = ROWS): void {
  expect(new Set(api.accepted.map(({ id }) => id)).size).toBe(rows);
  expect(api.accepted.length).toBe(rows);
  const last = new Map<string, string>();
  for (const { account, occurredAt } of api.accepted) {
    expect((last.get(account) ?? '') <= occurredAt).toBe(true);
    last.set(account, occurredAt);
  }
}

describe('replay', () => {
  it('a file → every row decided once, accounts in order, labels after their transactions', async () => {
    const ending = await run();
    expectEachRowOnceInAccountOrder();
    const { tally, totals } = ending;
    expect(tally).toMatchObject({ decided: ROWS, failures: 0, replays: 0 });
    expect(tally.labels).toBe(api.events.length);
    expect(tally.labels).toBeGreaterThan(0);
    expect(totals.eventsNotDue).toBeGreaterThan(0);
    const newest = Math.max(...api.accepted.map(({ occurredAt }) => Date.parse(occurredAt)));
    expect(Date.now() - newest).toBeLessThan(86_400_000);
    expect(summary(ending)).toContain('approve 600 (100.00 %)');
  });

  it('a gzipped file and a limit → the first rows only', async () => {
    file = join(folder, 'rows.csv.gz');
    writeFileSync(file, gzipSync(handbookFixture(ROWS)));
    const { tally } = await run(['--limit', '100']);
    expect(tally.decided).toBe(100);
    expectEachRowOnceInAccountOrder(100);
  });

  it('interrupted, then the same command → goes on, nothing lost or doubled', async () => {
    const interrupt = new AbortController();
    api.refuse = () => {
      if (api.accepted.length === 300) interrupt.abort();
      return undefined;
    };
    const first = await run([], interrupt.signal);
    expect(first.interrupted).toBe(true);
    expect(api.accepted.length).toBeLessThan(ROWS);
    const second = await run();
    expectEachRowOnceInAccountOrder();
    expect(second.resumedAtRow).toBeGreaterThan(0);
    expect(second.tally.decided).toBeLessThan(ROWS);
    const labels = api.events.map(({ id, idempotencyKey }) => `${id} ${idempotencyKey}`);
    expect(first.tally.labels + second.tally.labels).toBe(labels.length);
    expect(second.totals.eventsNotDue + new Set(labels).size).toBe(fraudRows());
  });

  it('finished, then from the start again → everything is recognised', async () => {
    await run();
    const again = await run(['--from-start']);
    expect(again.tally).toMatchObject({ decided: ROWS, replays: ROWS, failures: 0 });
    expectEachRowOnceInAccountOrder();
  });

  it('again under another prefix → as new transactions, and neither run is in the way of the other', async () => {
    const limit = ['--limit', '40'];
    await run(limit);
    expect((await run([...limit, '--id-prefix', 'again-'])).tally).toMatchObject({ decided: 40, replays: 0 });
    expect(new Set(api.accepted.map(({ id }) => id)).size).toBe(80);
    expect((await run(limit)).tally.decided).toBe(0);
  });

  it('no --url → where the one of CARACAL_HOME was started', () => {
    const url = (): string =>
      readOptions([file, '--pack', 'handbook', '--key', KEY], { CARACAL_HOME: folder, INIT_CWD: folder }, ROOT)!.url;
    expect(url()).toBe('http://127.0.0.1:8080');
    writeFileSync(join(folder, 'api-url'), 'http://127.0.0.1:9090\n');
    expect(url()).toBe('http://127.0.0.1:9090');
  });

  it('429, 503 and cut connections → tried again until all is accepted', async () => {
    let calls = 0;
    api.refuseRequest = () => [429, undefined, 0, undefined, 503][calls++ % 9];
    const refusedOnce = new Set<string>();
    api.refuse = (id) => {
      if (!id.endsWith('7') || refusedOnce.has(id)) return undefined;
      refusedOnce.add(id);
      return 503;
    };
    const { tally } = await run();
    expect(tally).toMatchObject({ decided: ROWS, failures: 0 });
    expect(tally.retries).toBeGreaterThan(10);
    expect(new Set(api.accepted.map(({ id }) => id)).size).toBe(ROWS);
  }, 30_000);

  it('a refused transaction → counted as lost, with its line, and the rest goes on', async () => {
    api.refuse = (id) => (id === 'handbook-10' ? 422 : undefined);
    const { tally } = await run(['--limit', '50']);
    expect(tally).toMatchObject({ decided: 49, failures: 1 });
    expect(tally.samples).toEqual(['line 12: 422 invalid_request: refused by the test']);
  });

  it('the server goes away for good → gives up after the patience, place kept', async () => {
    api.refuseRequest = () => (api.accepted.length >= 200 ? 503 : undefined);
    await expect(run(['--patience', '1'])).rejects.toThrow(/^gave up after \d+ s \(503 overloaded.*goes on from here$/);
    api.refuseRequest = () => undefined;
    await run();
    expectEachRowOnceInAccountOrder();
  }, 20_000);
});

describe('replay: what the user can put right → one line', () => {
  const message = async (extra: string[]): Promise<string> => run(extra).then(() => 'no error', String);

  it('wrong key', async () => {
    expect(await message(['--key', 'sk_test_other'])).toMatch(/doesn't take this API key/);
  });
  it('no server', async () => {
    expect(await message(['--url', 'http://127.0.0.1:9'])).toMatch(/no server answers at http:\/\/127.0.0.1:9/);
  });
  it('unknown pack', async () => {
    expect(await message(['--pack', 'nothing'])).toMatch(/there is no pack nothing .*there are .*handbook, sparkov/);
  });
  it('missing file', async () => {
    file = join(folder, 'missing.csv');
    expect(await message([])).toMatch(/there is no file .*missing\.csv/);
  });
  it('no CSV of the pack', async () => {
    writeFileSync(file, 'a,b\n1,2\n');
    expect(await message([])).toMatch(/names the column transaction_id, which the file doesn't have; it has a, b/);
  });
  it('an empty file', async () => {
    writeFileSync(file, '');
    expect(await message([])).toMatch(/rows\.csv is empty/);
  });
  it('gzip that is none', async () => {
    file = join(folder, 'rows.csv.gz');
    writeFileSync(file, 'no gzip');
    expect(await message([])).toMatch(/can't be read: incorrect header check/);
  });
  it('an unknown option', async () => {
    expect(await message(['--fast'])).toMatch(/Unknown option '--fast'/);
  });
  it('a bad number', async () => {
    expect(await message(['--rate', 'quick'])).toMatch(/--rate: quick is not a number/);
  });
  it('another file on the same state', async () => {
    const state = join(folder, 'state.json');
    await run(['--state', state, '--limit', '20']);
    writeFileSync(file, handbookFixture(20));
    expect(await message(['--state', state])).toMatch(/belongs to another replay/);
  });
  it('a state file that is none', async () => {
    const state = join(folder, 'state.json');
    writeFileSync(state, '{}');
    expect(await message(['--state', state])).toMatch(/is not a replay's state file/);
  });
});

function fraudRows(): number {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.split(',')[5] === '1').length;
}
