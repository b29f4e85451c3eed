import { describe, expect, it } from 'vitest';
import { compileFeatures, EntityState, type FeaturePlan } from '../testing/feature-parts.js';
import { NOON, transaction } from '../testing/transactions.js';
import { emitReading } from './emit-reading.js';
import { literal } from './literal.js';
import { ScanCode } from './scan-code.js';

function planOf(documents: readonly Record<string, unknown>[], scannedMax?: number): FeaturePlan {
  const sources = documents.map((source, i) => ({
    name: `${i}`,
    source: { feature: `f${i}`, by: 'account', ...source },
  }));
  const compiled = compileFeatures(sources, scannedMax === undefined ? {} : { scannedMax });
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
  return compiled.plan;
}

describe('code of a pass', () => {
  it('text in conditions and expressions → none of it, only numbers', () => {
    const plan = planOf([
      { aggregate: 'count', where: "event.channel == 'alert(1)'", window: '1h' },
      { aggregate: 'max', of: 'event.amount', where: "event.outcome != 'alert(2)'", window: '7d', current: 'exclude' },
      { aggregate: 'distinct', of: "event.merchant.id + 'alert(3)'", window: '1d' },
    ]).entity('account');
    const code = new ScanCode(plan.width, [3_600_000, 86_400_000, 7 * 86_400_000]);
    for (const reading of plan.after) code.value(reading.at, emitReading(code, plan.groups, reading, true));
    for (const reading of plan.before) code.value(reading.at, emitReading(code, plan.groups, reading, false));
    expect(code.toString()).not.toMatch(/alert|['"`]/);
    expect(code.toString()).toMatch(/values\[2\] = /);
  });

  it.each([Number.NaN, Infinity, '1' as unknown as number, undefined as unknown as number])(
    'literal %s → refused',
    (value) => {
      expect(() => literal(value)).toThrow(RangeError);
    },
  );

  it('negative numbers → still numbers behind a minus', () => {
    expect([literal(-1), literal(-0), literal(1e21), literal(0.1)]).toEqual(['(-1)', '0', '1e+21', '0.1']);
  });
});

describe('a plan of a thousand features', () => {
  it('read in several passes → what kept windows say', () => {
    const documents = Array.from({ length: 1000 }, (_, i) => ({
      aggregate: ['count', 'sum', 'max', 'stddev', 'is_new'][i % 5],
      ...(i % 5 === 0 ? {} : { of: i % 5 === 4 ? 'event.merchant.id' : 'event.amount' }),
      ...(i % 3 === 0 ? {} : { where: `event.amount > ${i % 20}000` }),
      window: `${1 + (i % 100)}h`,
    }));
    const [scanned, kept] = [planOf(documents), planOf(documents, 0)];
    const states = [scanned, kept].map((plan) => ({ plan, state: new EntityState(plan, 'account') }));
    for (let i = 0; i < 40; i++) {
      const event = transaction({
        id: `txn_${i}`,
        occurredAtMs: NOON + i * 7_000_000,
        amountMinor: (i * 7919) % 25_000,
        merchant: { id: `m${(i * 5) % 7}`, mcc: '', country: '' },
      });
      const [values, others] = states.map(({ plan, state }) => {
        const facts = new Float64Array(plan.factsLength);
        plan.read(event, facts);
        return Float64Array.from(state.advance(facts, event)!);
      });
      expect(values).toEqual(others);
    }
  });
});
