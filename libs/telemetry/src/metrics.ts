import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The process's metrics, served at /metrics. Names begin with `caracal_`, units are in the name. */
export const metrics = new Registry();

/** Node's own figures (event loop, heap, CPU); called once by main.ts, not at import, so that tests stay quiet. */
export function collectProcessMetrics(): void {
  collectDefaultMetrics({ register: metrics });
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
