/** Figures as a table for people and, last, one JSON line for machines. */
import { cpus } from 'node:os';
import type { BenchOptions } from './bench-options.js';
import type { Measurement } from './measurement.js';
import type { UsageRow } from './process-usage.js';

export interface Report {
  readonly options: BenchOptions;
  readonly measurement: Measurement;
  readonly usage: readonly UsageRow[];
  /** CPU microseconds of the generator itself for each request. */
  readonly generatorUs: number;
}

const PERCENTILES = [50, 95, 99, 99.9] as const;

export function table({ options, measurement, usage, generatorUs }: Report): string {
  const times = PERCENTILES.map((percent) => `p${percent} ${ms(measurement.percentile(percent))}`);
  const rows: [string, string][] = [
    ['latency', `${times.join('  ')}  max ${ms(measurement.maxMs)}`],
    [
      'throughput',
      `${measurement.throughput.toFixed(0)} decisions/s of ${options.rate === 'max' ? 'max' : `${options.rate} asked`}`,
    ],
    ['sent', `${measurement.sent}, decided ${measurement.decided}, not decided ${measurement.failures}`],
    ['answered by', share(measurement)],
    ['refused', failures(measurement)],
    ['generator', `${generatorUs.toFixed(0)} µs CPU a request`],
  ];
  const lines = rows.map(([name, value]) => `  ${name.padEnd(13)} ${value}`);
  if (usage.length > 0)
    lines.push(
      '',
      `  ${'process'.padEnd(22)} ${'CPU s'.padStart(8)} ${'µs/decision'.padStart(12)} ${'MiB'.padStart(8)}`,
    );
  for (const { name, processes, cpuSeconds, residentMiB } of usage) {
    const label = processes > 1 ? `${name} ×${processes}` : name;
    const each = measurement.decided > 0 ? (cpuSeconds * 1e6) / measurement.decided : Number.NaN;
    lines.push(
      `  ${label.padEnd(22)} ${cpuSeconds.toFixed(2).padStart(8)} ${each.toFixed(0).padStart(12)} ${residentMiB.toFixed(0).padStart(8)}`,
    );
  }
  return lines.join('\n');
}

export function jsonLine({ options, measurement, usage, generatorUs }: Report): string {
  return JSON.stringify({
    bench: 'decisions',
    mode: options.url === undefined ? options.mode : 'url',
    rate: options.rate,
    seconds: options.seconds,
    accounts: options.accounts,
    cores: cpus().length,
    node: process.version,
    latency_ms: Object.fromEntries(PERCENTILES.map((percent) => [`p${percent}`, measurement.percentile(percent)])),
    max_ms: measurement.maxMs,
    throughput: round(measurement.throughput),
    sent: measurement.sent,
    decided: measurement.decided,
    answered_by: Object.fromEntries(measurement.answeredBy),
    not_decided: measurement.failures,
    refused: Object.fromEntries(measurement.refused),
    network_errors: measurement.networkErrors,
    unanswered: measurement.unanswered,
    not_sent: measurement.notSent,
    generator_us_per_request: round(generatorUs),
    processes: usage.map(({ name, processes, cpuSeconds, residentMiB }) => ({
      name,
      processes,
      cpu_seconds: round(cpuSeconds),
      resident_mib: round(residentMiB),
    })),
  });
}

function share(measurement: Measurement): string {
  const rungs = [...measurement.answeredBy].sort((a, b) => b[1] - a[1]);
  return (
    rungs.map(([rung, count]) => `${rung} ${((100 * count) / measurement.decided).toFixed(2)} %`).join(', ') || '–'
  );
}

function failures({ refused, networkErrors, unanswered, notSent }: Measurement): string {
  const counts: [string, number][] = [...refused].map(([status, count]) => [`status ${status}`, count]);
  counts.push(['network errors', networkErrors], ['unanswered', unanswered], ['not sent', notSent]);
  return (
    counts
      .filter(([, count]) => count > 0)
      .map(([what, count]) => `${what}: ${count}`)
      .join(', ') || 'none'
  );
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} ms`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
