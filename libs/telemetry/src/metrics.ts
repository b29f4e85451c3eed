import { setTimeout as sleep } from 'node:timers/promises';
import { AggregatorRegistry, collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** This thread's metrics. Names begin with `caracal_`, units are in the name. */
export const metrics = new Registry();

export type MetricsJson = Awaited<ReturnType<Registry['getMetricsAsJSON']>>;

/** How long a thread may take to say what it counts; after that, what it said last is told. */
const THREAD_MS_MAX = 500;

interface OtherThread {
  readonly read: () => Promise<MetricsJson>;
  last: MetricsJson;
}

const ofThreads = new Set<OtherThread>();

/** What another thread of the process counts is in the process's figures from now on. */
export function addMetricsOf(read: () => Promise<MetricsJson>): void {
  ofThreads.add({ read, last: [] });
}

/** Of the process, as text for Prometheus: of the same metric with the same labels in several threads, the sum. */
export async function processMetrics(): Promise<string> {
  if (ofThreads.size === 0) return metrics.metrics();
  const all = await Promise.all([metrics.getMetricsAsJSON(), ...[...ofThreads].map(latestOf)]);
  // What says something of the process is counted in its first thread alone, and would be left out.
  const kept = all.map((list) => list.map((one) => ({ ...one, aggregator: KEPT[one.aggregator] ?? one.aggregator })));
  return AggregatorRegistry.aggregate(kept).metrics();
}

async function latestOf(thread: OtherThread): Promise<MetricsJson> {
  const read = thread.read().then(
    (json) => (thread.last = json),
    () => thread.last,
  );
  return await Promise.race([read, sleep(THREAD_MS_MAX).then(() => thread.last)]);
}

const KEPT: Readonly<Record<string, string>> = { omit: 'first' };

/** Node's own figures (event loop, heap, CPU); called once by main.ts, not at import, so that tests stay quiet. */
export function collectProcessMetrics(): void {
  collectDefaultMetrics({ register: metrics });
}

/** Those of a thread beside the first: its event loop and heap, with its name. */
export function collectThreadMetrics(thread: string): void {
  collectDefaultMetrics({ register: metrics, labels: { thread } });
  for (const { name } of metrics.getMetricsAsArray()) if (name.startsWith('process_')) metrics.removeSingleMetric(name);
}

export function counter(name: string, help: string, labelNames: readonly string[] = []): Counter {
  return new Counter({ name: `caracal_${name}`, help, labelNames: [...labelNames], registers: [metrics] });
}

export function gauge(
  name: string,
  help: string,
  labelNames: readonly string[] = [],
  collect?: (this: Gauge) => void,
): Gauge {
  return new Gauge({
    name: `caracal_${name}`,
    help,
    labelNames: [...labelNames],
    registers: [metrics],
    ...(collect ? { collect } : {}),
  });
}

/** A duration histogram in seconds, 0.5 ms to 10 s. */
export function duration(name: string, help: string, labelNames: readonly string[] = []): Histogram {
  return new Histogram({
    name: `caracal_${name}_seconds`,
    help,
    labelNames: [...labelNames],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [metrics],
  });
}
