import { describe, expect, it } from 'vitest';
import { PolicyBook } from './policy-book.js';
import type { Tenant } from './tenant-directory.js';

const TENANT = {
  id: 'ten_a',
  exchange: { referenceCurrency: 'USD', unitsPerUsd: {} },
  policy: { version: 7, definition: { policy: 'test', rules: [], otherwise: 'approve' } },
} as unknown as Tenant;

describe('policy book', () => {
  it('rates that change without a new policy → in force at the next load', async () => {
    let tenant: Tenant = TENANT;
    const book = new PolicyBook({ byId: () => Promise.resolve(tenant) }, () => undefined);
    await book.load(['ten_a']);
    const before = book.of('ten_a')!;
    tenant = { ...tenant, exchange: { referenceCurrency: 'EUR', unitsPerUsd: {} } };
    await book.load(['ten_a']);
    expect(book.of('ten_a')).toEqual({ ...before, exchange: tenant.exchange });
    expect(book.of('ten_a')!.policy).toBe(before.policy);
  });
});
