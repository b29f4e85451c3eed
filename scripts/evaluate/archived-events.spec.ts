import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decisionRows, labelRows } from '#archive';
import { type DecisionV1, type LabelV1, newId, topics, type Topic } from '#contracts';
import type { LogRecord } from '#messaging';
import { ArchiveRecords } from '../../apps/feedback/src/archive/archive-records.handler.js';
import { transactionFrom } from '../../apps/ingestion/src/read-request.js';
import { labelFrom, transactionEventRequest } from '../../apps/ingestion/src/transaction-event.js';
import { archivedDecision } from '../../libs/archive/src/testing/archived-records.js';
import { simulate } from '../../packs/card-payments/src/simulate.js';
import { evaluate } from './evaluate.js';
import { type EvaluateOptions, readOptions } from './evaluate-options.js';

const FROM_MS = Date.UTC(2026, 0, 5);
const DAY_MS = 86_400_000;
const DAYS = 29;
const TENANT = 'ten_sample';
const folder = mkdtempSync(join(tmpdir(), 'archived-'));
const pack = join(folder, 'pack');
const quiet = { isTTY: false, write: () => true } as unknown as NodeJS.WriteStream;
const never = new AbortController().signal;
afterAll(() => rmSync(folder, { recursive: true }));

let payments = 0;

/** A month of the sample, each record as the topics have it, in the order in which it became known. */
beforeAll(async () => {
  mkdirSync(pack);
  cpSync(join('packs', 'card-payments', 'features'), join(pack, 'features'), { recursive: true });
  writeFileSync(
    join(pack, 'evaluation.yaml'),
    'label_delay_days: 7\ncard: card\nparameters: { trees: 40, maxDepth: 4 }\n',
  );
  const decisions: DecisionV1[] = [];
  const labels: LabelV1[] = [];
  const posted = new Map<string, DecisionV1>();
  const world = { seed: 'archive', fromMs: FROM_MS, untilMs: FROM_MS + DAYS * DAY_MS };
  for (const event of simulate({ ...world, accounts: 500, paymentsPerDay: 400, crimeShare: 0.05 })) {
    if (event.kind === 'transaction') {
      const by = { id: newId('transaction', event.atMs), tenantId: TENANT, livemode: false, receivedAtMs: event.atMs };
      const transaction = transactionFrom({ attributes: {}, ...event.request } as never, by);
      const decision = archivedDecision(event.atMs, transaction);
      posted.set(event.request.id, decision);
      decisions.push(decision);
      continue;
    }
    const request = transactionEventRequest.parse({
      type: event.event,
      occurred_at: new Date(event.atMs).toISOString(),
    });
    const of = posted.get(event.externalId);
    if (of) labels.push(labelFrom(of.transaction, request, event.atMs, undefined));
  }
  payments = decisions.length;
  await archive(join(folder, 'as-it-was'), decisions, labels);
  const laterMs = FROM_MS + 100 * DAY_MS;
  const later = labels.map((label) => ({ ...label, knownAtMs: laterMs }));
  await archive(join(folder, 'posted-later'), decisions, later);
}, 120_000);

async function archive(to: string, decisions: readonly DecisionV1[], labels: readonly LabelV1[]): Promise<void> {
  const settings = { folder: to, everyMs: 1, rowsMax: 3000 };
  const now = (): number => 0;
  const one = new ArchiveRecords(decisionRows, settings, now);
  const other = new ArchiveRecords(labelRows, settings, now);
  for (const [handler, records] of [
    [one, recordsOf(topics.decisions, decisions)],
    [other, recordsOf(topics.labels, labels)],
  ] as const) {
    await handler.assigned(0);
    for (let at = 0; at < records.length; at += 512) await handler.handle(records.slice(at, at + 512), 0);
    await handler.revoked(0);
  }
}

function recordsOf<T>(topic: Topic<T>, values: readonly T[]): LogRecord[] {
  return values.map((value, offset) => ({
    topic: topic.name,
    partition: 0,
    offset,
    key: 'k',
    value: topic.codec.encode(value),
    headers: {},
    appendedAtMs: 0,
  }));
}

async function evaluated(name: string, over: Partial<EvaluateOptions & { postedLater: boolean }> = {}) {
  const { postedLater = false, ...rest } = over;
  const data = {
    kind: 'archive' as const,
    folder: join(folder, name, `tenant=${TENANT}`),
    mode: undefined,
    postedLater,
  };
  const options = { pack, data, scores: undefined, weeks: undefined, limit: Infinity, threads: 1, ...rest };
  return await evaluate(options, never, quiet, () => undefined);
}

describe('a sample stream, archived and evaluated', () => {
  it('its weeks: the last two whole ones, scored far better than chance', async () => {
    const { rows, weeks } = await evaluated('as-it-was');
    expect(rows).toBe(payments);
    expect(weeks.map(({ week, fromMs }) => [week, fromMs])).toEqual([
      [2, FROM_MS + 14 * DAY_MS],
      [3, FROM_MS + 21 * DAY_MS],
    ]);
    for (const { frauds, rows: judged, auc, averagePrecision } of weeks) {
      expect(frauds).toBeGreaterThan(20);
      expect(auc).toBeGreaterThan(0.8);
      expect(averagePrecision).toBeGreaterThan((5 * frauds) / judged);
    }
  });

  it('a history that was posted later: nothing is known in its time, but with --posted-later the same as if it had been', async () => {
    await expect(evaluated('posted-later')).rejects.toThrow('no fraud is known to learn from');
    const [later, then] = [await evaluated('posted-later', { postedLater: true }), await evaluated('as-it-was')];
    expect(later.weeks).toEqual(then.weeks);
  });

  it('--limit: the first payments, with what became known of them', async () => {
    const { rows, weeks } = await evaluated('as-it-was', {
      limit: Math.floor(payments * 0.8),
      weeks: { first: 2, last: 2 },
    });
    expect(rows).toBe(Math.floor(payments * 0.8));
    expect(weeks[0]!.frauds).toBeGreaterThan(20);
  });
});

describe('--data', () => {
  const options = (...args: string[]) => readOptions(['card-payments', '--data', ...args], process.cwd(), folder)!;

  it('a tenant’s folder: an archive', () => {
    expect(options(join('as-it-was', `tenant=${TENANT}`), '--mode', 'test').data).toEqual({
      kind: 'archive',
      folder: join(folder, 'as-it-was', `tenant=${TENANT}`),
      mode: 'test',
      postedLater: false,
    });
  });

  it('the whole archive: the error names its tenants', async () => {
    const { data } = options('as-it-was');
    await expect(evaluated('as-it-was', { data })).rejects.toThrow(`tenant=${TENANT}`);
  });

  it('a mode that the archive lacks: says so', async () => {
    const { data } = options(join('as-it-was', `tenant=${TENANT}`), '--mode', 'live');
    await expect(evaluated('as-it-was', { data })).rejects.toThrow('has no live payments');
  });

  it.each([
    [['pack'], 'no archive in'],
    [[join('as-it-was', `tenant=${TENANT}`), '--mode', 'both'], 'neither live nor test'],
  ])('%s: refused', (args, message) => expect(() => options(...args)).toThrow(message));

  it('a pack without a mapping, and a CSV file: says what it can read', async () => {
    writeFileSync(join(folder, 'transactions.csv'), 'a\n');
    await expect(evaluated('as-it-was', { data: options('transactions.csv').data })).rejects.toThrow('no mapping.yaml');
  });
});
