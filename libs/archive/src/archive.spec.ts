import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { unpackFloats } from '#bytes';
import { decisionV1, type DecisionV1, labelV1, type LabelV1, type TransactionV1 } from '#contracts';
import { armFaultPoint } from '#kernel';
import { ParquetFile, ParquetTable } from '#parquet';
import { ArchivePartition } from './archive-partition.js';
import { decisionRows } from './decision-rows.js';
import { labelRows } from './label-rows.js';
import { partsIn } from './layout.js';
import { TenantArchive } from './read-archive.js';
import { archivedDecision, archivedLabel } from './testing/archived-records.js';

const NOON = Date.UTC(2026, 4, 1, 12);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'));
  folders.push(folder);
  return folder;
}

/** As the log would hand them over: the offset is the place in the list. */
const rowsOf = (decisions: readonly DecisionV1[], from = 0) =>
  decisions.map((decision, i) =>
    decisionRows.rowOf(decision, { partition: 0, offset: from + i, value: decisionV1.encode(decision) }),
  );

async function archived(decisions: readonly DecisionV1[], labels: readonly LabelV1[] = []): Promise<string> {
  const folder = newFolder();
  const partition = await ArchivePartition.open(folder, decisionRows, 0);
  await partition.write(rowsOf(decisions), decisions.length);
  const known = await ArchivePartition.open(folder, labelRows, 0);
  await known.write(
    labels.map((label, offset) => labelRows.rowOf(label, { partition: 0, offset, value: labelV1.encode(label) })),
    labels.length,
  );
  return folder;
}

async function readBack(folder: string, tenant = 'ten_a', mode: 'live' | 'test' = 'test') {
  const archive = await TenantArchive.open(join(folder, `tenant=${tenant}`));
  return {
    payments: await allOf(archive.payments(mode)),
    labels: await allOf(archive.labels(mode)),
  };
}

/** Through the log's encoding: absent and empty are told apart as records tell them. */
const asRead = (transaction: TransactionV1): unknown => {
  const decoded = decisionV1.decode(decisionV1.encode(archivedDecision(0, transaction))).transaction;
  return JSON.parse(JSON.stringify(decoded));
};

const text = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
const transactions: fc.Arbitrary<Partial<TransactionV1>> = fc.record(
  {
    externalId: text,
    amountMinor: fc.maxSafeNat(),
    receivedAtMs: fc.integer({ min: 1, max: 4e12 }),
    channel: text,
    account: fc.record({ id: text, createdAtMs: fc.nat(), email: fc.oneof(fc.constant(''), text) }),
    card: fc.record({ fingerprint: fc.oneof(fc.constant(''), text), bin: text, country: fc.constant('') }),
    device: fc.record({ id: fc.constant(''), ip: text }),
    merchant: fc.record({ id: text, mcc: fc.constant(''), country: text }),
    location: fc.record({ lat: fc.double({ min: -90, max: 90, noNaN: true }), lon: fc.constant(0) }),
    attributes: fc
      .dictionary(
        fc.stringMatching(/^[a-z_]{1,8}$/),
        fc.oneof(text, fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true })),
      )
      .map((given) =>
        Object.entries(given).map(([name, value]) => {
          if (typeof value === 'string') return { name, text: value };
          return typeof value === 'boolean' ? { name, flag: value } : { name, number: value === 0 ? 0 : value };
        }),
      ),
    declared: fc
      .uniqueArray(fc.constantFrom('email', 'bin', 'iban'))
      .map((types) => types.map((entityType, i) => ({ entityType, entityId: `id_${i}` }))),
  },
  { requiredKeys: ['externalId', 'amountMinor', 'receivedAtMs', 'channel', 'attributes', 'declared'] },
);

describe('what is written', () => {
  it('any transactions: read back as they were, in the order of their times', async () => {
    const moments = fc.integer({ min: 0, max: 3 * DAY_MS }).map((ms) => NOON + ms);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(moments, transactions), { minLength: 1, maxLength: 20 }), async (given) => {
        const decisions = given.map(([atMs, over]) => archivedDecision(atMs, over));
        const { payments } = await readBack(await archived(decisions));
        const expected = decisions
          .map(({ transaction }) => transaction)
          .sort((a, b) => a.occurredAtMs - b.occurredAtMs || (a.id < b.id ? -1 : 1));
        expect(payments.map(asRead)).toEqual(expected.map(asRead));
      }),
      { numRuns: 25 },
    );
  });

  it('the decision beside it: typed columns, features bit for bit, position, place in the log', async () => {
    const decision = archivedDecision(
      NOON,
      {},
      {
        reasons: [{ code: 'card_testing', kind: 'pattern', text: '', weight: 1 }],
        entities: [
          {
            entityType: 'account',
            entityId: 'alice',
            values: [],
            truncated: false,
            approximate: false,
            position: 7,
            oneCurrency: true,
          },
        ],
      },
    );
    const folder = await archived([decision]);
    const [part] = await partsIn(join(folder, 'tenant=ten_a'), 'decisions');
    expect(part!.name).toBe('day=2026-05-01/decisions-0-0-0.parquet');
    const file = await ParquetFile.open(part!.path);
    const [[row]] = (await allOf(file.groups<Record<string, unknown>>(file.columns))) as [[never]];
    expect(row).toMatchObject({
      occurred_at: new Date(NOON),
      amount_minor: 1299n,
      account_created_at: null,
      outcome: 'approve',
      score: 20,
      probability: 0.02,
      rung: 'full',
      reasons: '["card_testing"]',
      account_position: 7n,
      card_position: null,
      log_offset: 0n,
    });
    expect(unpackFloats(row['features'])).toEqual([1, Number.NaN, -0]);
  });

  it('several rungs of a payment: one payment; live and test apart', async () => {
    const full = archivedDecision(NOON);
    const standIn = { ...full, id: `${full.id}_s`, answeredBy: 'stand_in' as const, features: [] };
    const live = archivedDecision(NOON + 1, { livemode: true });
    const folder = await archived([standIn, full, live]);
    expect((await readBack(folder)).payments.map(({ id }) => id)).toEqual([full.transaction.id]);
    expect((await readBack(folder, 'ten_a', 'live')).payments.map(({ id }) => id)).toEqual([live.transaction.id]);
    expect((await TenantArchive.open(join(folder, 'tenant=ten_a'))).modes).toEqual(['live', 'test']);
  });

  it('a late label: a file of the day on which it was known, days in between may be empty', async () => {
    const paid = archivedDecision(NOON);
    const late = archivedLabel(paid.transaction, NOON + 40 * DAY_MS);
    const folder = await archived([paid], [late]);
    mkdirSync(join(folder, 'tenant=ten_a', 'day=2026-05-20'));
    const [part] = await partsIn(join(folder, 'tenant=ten_a'), 'labels');
    expect(part!.day).toBe('2026-06-10');
    const { labels } = await readBack(folder);
    expect(labels.map((label) => labelV1.encode(label))).toEqual([labelV1.encode(late)]);
  });

  it('labels of an earlier release, without the time of their payment: read, as of an unknown time', async () => {
    const paid = archivedDecision(NOON);
    const label = archivedLabel(paid.transaction, NOON + DAY_MS);
    const folder = await archived([paid], [label]);
    const [part] = await partsIn(join(folder, 'tenant=ten_a'), 'labels');
    const columns = labelRows.columns.filter(({ name }) => name !== 'paid_at');
    const table = new ParquetTable<LabelV1>(
      part!.path,
      columns.map(({ name, type, of }) => ({ name, type, of: (one) => of(one, { partition: 0, offset: 0 }) })),
      { 'caracal.archive': '1', 'caracal.from_ms': String(label.knownAtMs), 'caracal.modes': 'test' },
      10,
    );
    table.push([label]);
    table.finish();
    expect((await readBack(folder)).labels).toEqual([{ ...label, paidAtMs: 0 }]);
  });

  it('two tenants: a folder each, and neither reads the other’s', async () => {
    const [a, b] = [archivedDecision(NOON), archivedDecision(NOON, { tenantId: 'ten_b' })];
    const folder = await archived([a, b]);
    expect((await readBack(folder, 'ten_a')).payments.map(({ id }) => id)).toEqual([a.transaction.id]);
    expect((await readBack(folder, 'ten_b')).payments.map(({ id }) => id)).toEqual([b.transaction.id]);
    rmSync(join(folder, 'tenant=ten_a'), { recursive: true });
    const next = archivedDecision(NOON + 5, { tenantId: 'ten_b' });
    await (await ArchivePartition.open(folder, decisionRows, 0)).write(rowsOf([next], 2), 3);
    expect((await readBack(folder, 'ten_b')).payments).toHaveLength(2);
    expect(await readdir(folder)).not.toContain('tenant=ten_a');
  });
});

describe('crashes and repeats', () => {
  const decisions = Array.from({ length: 6 }, (_, i) => archivedDecision(NOON + i * 6 * HOUR_MS));
  const ids = decisions.map(({ transaction }) => transaction.id);

  it.each(['archive-written', 'archive-saved', 'archive-named'])(
    'a crash at %s, and the log read again from where the archive says: each row once',
    async (point) => {
      const folder = newFolder();
      const before = await ArchivePartition.open(folder, decisionRows, 0);
      await before.write(rowsOf(decisions.slice(0, 2)), 2);
      const disarm = armFaultPoint(point, () => {
        disarm();
        throw new Error('crash');
      });
      await expect(before.write(rowsOf(decisions.slice(2, 4), 2), 4)).rejects.toThrow('crash');

      const after = await ArchivePartition.open(folder, decisionRows, 0);
      expect(after.next).toBe(point === 'archive-written' ? 2 : 4);
      const from = after.next!;
      await after.write(rowsOf(decisions.slice(from), from), 6);
      expect((await readBack(folder)).payments.map(({ id }) => id)).toEqual(ids);
      expect(await rowsIn(folder)).toBe(6);
      const left = (await readdir(folder, { recursive: true })).filter((name) =>
        /(?:^|\/)\.decisions|\.part$/.test(name),
      );
      expect(left).toEqual([]);
    },
  );

  it.each(['archive-saved', 'archive-named'])(
    'an error at %s, and the same rows with more again: each row once',
    async (point) => {
      const folder = newFolder();
      const partition = await ArchivePartition.open(folder, decisionRows, 0);
      const disarm = armFaultPoint(point, () => {
        disarm();
        throw new Error('disk');
      });
      await expect(partition.write(rowsOf(decisions.slice(0, 4)), 4)).rejects.toThrow('disk');
      expect(await partition.write(rowsOf(decisions), 6)).toMatchObject({ rows: 2 });
      expect(await rowsIn(folder)).toBe(6);
    },
  );

  it('records that the archive has: written once', async () => {
    const folder = newFolder();
    const partition = await ArchivePartition.open(folder, decisionRows, 0);
    await partition.write(rowsOf(decisions), 6);
    expect(await partition.write(rowsOf(decisions), 6)).toEqual({ rows: 0, parts: 0 });
    expect(await rowsIn(folder)).toBe(6);
  });

  it('a state that is damaged: an error that says what to do', async () => {
    const folder = newFolder();
    await (await ArchivePartition.open(folder, decisionRows, 0)).write(rowsOf(decisions), 6);
    writeFileSync(join(folder, '.written', 'decisions-0.json'), '{"next":');
    await expect(ArchivePartition.open(folder, decisionRows, 0)).rejects.toThrow('remove it');
  });
});

describe('what can’t be read', () => {
  it('a truncated part: named, and what to do', async () => {
    const folder = await archived([archivedDecision(NOON)]);
    const [part] = await partsIn(join(folder, 'tenant=ten_a'), 'decisions');
    truncateSync(part!.path, readFileSync(part!.path).length - 20);
    await expect(readBack(folder)).rejects.toThrow(
      /decisions-0-0-0\.parquet can't be read as Parquet.*Bring it back from a copy/,
    );
  });

  it('the archive in place of a tenant: names its tenants', async () => {
    const folder = await archived([archivedDecision(NOON)]);
    await expect(TenantArchive.open(folder)).rejects.toThrow(`name one: ${join(folder, 'tenant=ten_a')}`);
  });

  it.each([
    ['an empty folder', '', 'holds no payments'],
    ['no folder', 'nowhere', 'there is no folder'],
  ])('%s: says so', async (_, name, message) => {
    await expect(TenantArchive.open(join(newFolder(), name))).rejects.toThrow(message);
  });
});

async function rowsIn(folder: string): Promise<number> {
  const parts = await partsIn(join(folder, 'tenant=ten_a'), 'decisions');
  const files = await Promise.all(parts.map(({ path }) => ParquetFile.open(path)));
  return files.reduce((sum, { rows }) => sum + rows, 0);
}

async function allOf<T>(given: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of given) all.push(one);
  return all;
}
