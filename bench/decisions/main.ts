/** `npm run bench -- decisions`: how fast the running suite decides, seen from outside. */
import { randomBytes } from 'node:crypto';
import { BenchError, readBenchOptions, USAGE, type BenchOptions } from './bench-options.js';
import { LoadGenerator } from './load-generator.js';
import type { Measurement } from './measurement.js';
import { usageBetween, usageOf, type UsageRow } from './process-usage.js';
import { jsonLine, table } from './report.js';
import { RequestBodies } from './request-bodies.js';
import { openServer, type Server } from './server.js';

interface Measured {
  readonly measurement: Measurement;
  readonly usage: readonly UsageRow[];
  readonly generatorUs: number;
}

/** A step that doesn't answer this much more than the one before is the last. */
const GAIN_MIN = 1.05;
const FULL_SHARE_MIN = 0.99;
const CLIENTS = [8, 16, 32, 64, 128, 256, 512, 1024];
const LATENCY_PROBE_CLIENTS = 4;

async function bench(options: BenchOptions): Promise<void> {
  const runId = `bench-${randomBytes(5).toString('hex')}`;
  const bodies = new RequestBodies(options.seed, options.accounts, runId);
  const server = await openServer(options);
  const stop = (): void => void server.stop().finally(() => process.exit(130));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const generator = new LoadGenerator({ ...options, url: server.url, key: server.key, bodies });
  try {
    const { rate } = options;
    const measured =
      rate === 'max' ? await findMost(generator, server, options) : await atRate(generator, server, options, rate);
    const report = { options, ...measured };
    console.log(
      `\ndecisions, ${options.url ?? options.mode}, ${rate === 'max' ? 'closed loop, best step' : `open loop at ${rate}/s`}, ${options.seconds} s`,
    );
    console.log(table(report));
    console.log(jsonLine(report));
    if (measured.measurement.decided === 0) throw new BenchError('nothing was decided');
  } finally {
    generator.close();
    await server.stop();
  }
}

async function atRate(
  generator: LoadGenerator,
  server: Server,
  options: BenchOptions,
  rate: number,
): Promise<Measured> {
  if (options.warmUpSeconds > 0) await generator.openLoop(rate, options.warmUpSeconds);
  return measure(server, () => generator.openLoop(rate, options.seconds));
}

/** More clients at each step, until more of them get no more answered or answers get worse. */
async function findMost(generator: LoadGenerator, server: Server, options: BenchOptions): Promise<Measured> {
  if (options.warmUpSeconds > 0) await generator.closedLoop(LATENCY_PROBE_CLIENTS, options.warmUpSeconds);
  let best: Measured | undefined;
  const steps = options.clients === undefined ? CLIENTS : [options.clients];
  for (const clients of steps.filter((each) => each <= options.connections)) {
    const step = await measure(server, () => generator.closedLoop(clients, options.seconds));
    const { measurement } = step;
    const full = measurement.shareOf('full');
    console.log(
      `  ${String(clients).padStart(5)} clients: ${measurement.throughput.toFixed(0).padStart(6)}/s, p99 ${measurement.percentile(99).toFixed(1)} ms, ` +
        `full ${(100 * full).toFixed(1)} %, not decided ${measurement.failures}`,
    );
    if (best === undefined) {
      best = step;
      continue;
    }
    const isSound = measurement.failures === 0 && full >= FULL_SHARE_MIN;
    const gains = measurement.throughput > best.measurement.throughput * GAIN_MIN;
    if (isSound && measurement.throughput > best.measurement.throughput) best = step;
    if (!isSound || !gains) break;
  }
  if (best === undefined) throw new BenchError('--connections leaves no step; give at least 8');
  return best;
}

async function measure(server: Server, run: () => Promise<Measurement>): Promise<Measured> {
  const before = usageOf(server.pid);
  const cpuBefore = process.cpuUsage();
  const measurement = await run();
  const cpu = process.cpuUsage(cpuBefore);
  const usage = usageBetween(before, usageOf(server.pid));
  return { measurement, usage, generatorUs: (cpu.user + cpu.system) / Math.max(1, measurement.sent) };
}

try {
  const options = readBenchOptions(process.argv.slice(2));
  if (options) await bench(options);
  else console.log(USAGE);
} catch (error) {
  if (!(error instanceof BenchError)) throw error;
  console.error(`bench: ${error.message}`);
  process.exitCode = 1;
}
