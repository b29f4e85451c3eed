import { Counter, Gauge, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { addMetricsOf, collectProcessMetrics, counter, processMetrics } from './metrics.js';

const payments = counter('spec_payments_total', 'Of both threads', ['tenant']);

describe('metrics of several threads', () => {
  it('are summed by labels, with what only one of them counts, and what is the process’s own', async () => {
    const other = new Registry();
    const ofOther = new Counter({
      name: 'caracal_spec_payments_total',
      help: 'Of both threads',
      labelNames: ['tenant'],
      registers: [other],
    });
    new Gauge({ name: 'caracal_spec_open', help: 'Of the other alone', registers: [other] }).set(7);
    payments.inc({ tenant: 'a' }, 2);
    ofOther.inc({ tenant: 'a' }, 3);
    ofOther.inc({ tenant: 'b' }, 1);
    collectProcessMetrics();
    addMetricsOf(() => other.getMetricsAsJSON());
    const text = await processMetrics();
    expect(text).toContain('caracal_spec_payments_total{tenant="a"} 5\n');
    expect(text).toContain('caracal_spec_payments_total{tenant="b"} 1\n');
    expect(text).toContain('caracal_spec_open 7\n');
    expect(text).toMatch(/^process_start_time_seconds \d+/m);
    expect(text.match(/^# TYPE caracal_spec_payments_total /gm)).toHaveLength(1);
  });

  it('of one that does not answer: what it said last', async () => {
    let isBusy = false;
    addMetricsOf(async () => {
      if (isBusy) await new Promise(() => undefined);
      const other = new Registry();
      new Gauge({ name: 'caracal_spec_busy', help: 'Once', registers: [other] }).set(3);
      return other.getMetricsAsJSON();
    });
    await processMetrics();
    isBusy = true;
    expect(await processMetrics()).toContain('caracal_spec_busy 3\n');
  });
});
