import { describe, expect, it } from 'vitest';
import type { Tenant } from '#tenancy';
import { PolicyBook } from './policy-book.js';
import { tenantOf } from './testing/scoring-parts.js';

describe('policy book', () => {
  it('rates that change without a new policy → in force at the next load', async () => {
    let tenant: Tenant = tenantOf('ten_a');
    const book = new PolicyBook({ byId: () => Promise.resolve(tenant) }, () => undefined);
    await book.load(['ten_a']);
    const before = book.of('ten_a')!;
    tenant = { ...tenant, exchange: { referenceCurrency: 'EUR', unitsPerUsd: {} } };
    await book.load(['ten_a']);
    expect(book.of('ten_a')).toEqual({ ...before, exchange: tenant.exchange });
    expect(book.of('ten_a')!.policy).toBe(before.policy);
  });
});
