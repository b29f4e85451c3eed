// The archive of a suite that is killed: what was answered is in it once, and the evaluation reads it.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { partsIn, TenantArchive } from '#archive';
import { ParquetFile } from '#parquet';
import { call, payment, post } from './harness/api.js';
import { command } from './harness/command.js';
import { eventually } from './harness/eventually.js';
import { removeHome, startStandalone, type Standalone } from './harness/standalone.js';

const ROUNDS = 3;
const PAYMENTS = 40;
let suite: Standalone | undefined;
afterAll(async () => {
  await suite?.stop();
  if (suite) await removeHome(suite.home);
});

describe('the archive', () => {
  it('killed again and again while it is written → every payment and label once, and evaluate reads it', async () => {
    const env = { ARCHIVE_EVERY_MINUTES: '0.01' };
    const ids: string[] = [];
    suite = await startStandalone({ env });
    const { home } = suite;
    for (let round = 0; round < ROUNDS; round++) {
      const sent = Array.from({ length: PAYMENTS }, (_, i) => post(suite!.url, payment(`archived-${round}-${i}`)));
      for (const answer of await Promise.all(sent)) ids.push(answer.body.id);
      await eventually('a first part', async () => ((await tenantOf(home)) === undefined ? undefined : true));
      await suite.kill();
      suite = await startStandalone({ home, env });
    }
    const reported = await eventually('the decision to be stored', async () => {
      const path = `/v1/transactions/${ids[0]}/events`;
      const answer = await call(suite!.url, 'POST', path, { body: { type: 'chargeback' } });
      return answer.status === 201 ? answer : undefined;
    });
    expect(reported.status).toBe(201);
    const folder = (await tenantOf(home))!;
    const whole = await eventually('all of it in the archive', async () => {
      const found = await readBack(folder);
      return found && found.payments.length >= ids.length && found.labels.length > 0 ? found : undefined;
    });
    expect(whole).toEqual({ payments: ids.toSorted(), labels: [`chargeback ${ids[0]}`] });
    await suite.stop();
    expect(await readBack(folder)).toEqual(whole);
    // A decision that is made again after a crash is one more record of the log; each record is one row.
    const rows = await recordsIn(folder);
    expect(new Set(rows).size).toBe(rows.length);

    const evaluated = await command(suite, 'evaluate', ['card-payments', '--data', folder]);
    expect(evaluated).toMatchObject({ code: 1, stderr: expect.stringMatching(/the data is of \d\.\d days/) as string });
    const several = await command(suite, 'evaluate', ['card-payments', '--data', join(home, 'archive')]);
    expect(several).toMatchObject({ code: 1, stderr: expect.stringContaining(`name one: ${folder}`) as string });
  });
});

async function tenantOf(home: string): Promise<string | undefined> {
  const names = await readdir(join(home, 'archive')).catch(() => []);
  const tenant = names.find((name) => name.startsWith('tenant='));
  return tenant && join(home, 'archive', tenant);
}

/** Undefined as long as nothing is whole. */
async function readBack(tenant: string): Promise<{ payments: string[]; labels: string[] } | undefined> {
  if ((await partsIn(tenant, 'decisions')).length === 0) return undefined;
  const archive = await TenantArchive.open(tenant);
  const payments: string[] = [];
  for await (const { id } of archive.payments('test')) payments.push(id);
  const labels: string[] = [];
  for await (const label of archive.labels('test')) labels.push(`${label.event} ${label.transactionId}`);
  return { payments: payments.toSorted(), labels };
}

async function recordsIn(tenant: string): Promise<string[]> {
  const records: string[] = [];
  for (const { path } of await partsIn(tenant, 'decisions')) {
    const file = await ParquetFile.open(path);
    for await (const group of file.groups<Record<string, unknown>>(['log_partition', 'log_offset']))
      records.push(...group.map((row) => `${String(row['log_partition'])} ${String(row['log_offset'])}`));
  }
  return records;
}
