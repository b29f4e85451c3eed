/**
 * Whether a GPU says what the processor says, and how fast: `npm run bench -- gpu [--trees N] [--depth N] [--seconds N]
 * [--out FILE]`. Batches of 1 to 4,096 rows through an inference process, on each of processor, CUDA and WebGPU that is there;
 * the graph for GPUs also on the processor, so that it is tried where there is no GPU. FILE gets the table with the name of
 * the device. Times include the way to the process and back.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { DEVICES, type Device, InferenceProcess } from '#inference';
import { benchModel } from './scoring/bench-model.js';
import { quantiles } from './scoring/quantiles.js';

const { values } = parseArgs({
  options: {
    trees: { type: 'string', default: '200' },
    depth: { type: 'string', default: '6' },
    seconds: { type: 'string', default: '2' },
    out: { type: 'string' },
  },
});
const WIDTH = 40;
const BATCHES = [1, 4, 16, 64, 256, 1024, 4096];
const RUNS_MIN = 20;
const LIMITS = { runMs: 600_000, loadMs: 600_000 };

interface Line {
  readonly device: string;
  readonly batch: number;
  readonly p50: number;
  readonly p99: number;
  readonly rowsPerSecond: number;
  readonly difference: number;
}

const model = await benchModel(Number(values.trees), Number(values.depth), WIDTH, BATCHES.at(-1)!);
const reference = await measured('cpu', 'file');
const expected = reference.probabilities;
const lines: Line[] = [...reference.lines];
const missing: string[] = [];
for (const device of DEVICES) {
  try {
    lines.push(...(await measured(device, 'matrices', expected)).lines);
  } catch (error) {
    missing.push(`${device}: ${error instanceof Error ? error.message.slice(0, 200) : String(error)}`);
  }
}
const found = lines.some(({ device }) => !device.startsWith('cpu'));
console.table(lines);
if (!found)
  console.log(
    'NO GPU HERE: the graph for GPUs was run on the processor alone; this says nothing of its speed on a GPU',
  );
for (const why of missing) console.log(`not measured: ${why}`);
if (values.out !== undefined) writeFileSync(values.out, page());
if (lines.some(({ difference }) => !(difference <= 1e-4))) {
  console.error('bench: some device says something else than the processor');
  process.exitCode = 1;
}

async function measured(device: Device, form: 'file' | 'matrices', expected?: Float32Array) {
  const host = InferenceProcess.start(LIMITS);
  try {
    const how = await host.load(1, model.file, { devices: [device], form });
    const name = `${how.device}, ${how.form === 'file' ? 'trees' : 'matrices'}`;
    const { probability } = await host.run(1, model.rows, model.rowCount);
    const difference = expected ? probability.reduce((most, p, i) => Math.max(most, Math.abs(p - expected[i]!)), 0) : 0;
    const lines: Line[] = [];
    for (const batch of BATCHES) {
      const rows = model.rows.subarray(0, batch * WIDTH);
      const times: number[] = [];
      const untilMs = performance.now() + Number(values.seconds) * 1000;
      while (times.length < RUNS_MIN || (performance.now() < untilMs && times.length < 5000)) {
        const startedAtMs = performance.now();
        await host.run(1, rows, batch);
        times.push(performance.now() - startedAtMs);
      }
      const { p50, p99 } = quantiles(times);
      lines.push({ device: name, batch, p50, p99, rowsPerSecond: Math.round((batch / p50) * 1000), difference });
    }
    return { lines, probabilities: probability };
  } finally {
    await host.stop();
  }
}

function page(): string {
  const rows = lines.map(
    ({ device, batch, p50, p99, rowsPerSecond, difference }) =>
      `| ${device} | ${batch} | ${p50} | ${p99} | ${rowsPerSecond.toLocaleString('en')} | ${difference.toExponential(1)} |`,
  );
  return [
    '# Scoring by device',
    '',
    `\`npm run bench -- gpu\`: ${values.trees} trees of depth ${values.depth}, ${WIDTH} features. Processor: ${cpus()[0]?.model ?? 'unknown'}.`,
    found ? `GPU: ${gpuName()}.` : '**No GPU was there**: the graph for GPUs was run on the processor alone.',
    '',
    '| device | rows | p50 ms | p99 ms | rows/s | differs from the processor by |',
    '| ------ | ---- | ------ | ------ | ------ | ----------------------------- |',
    ...rows,
    '',
    ...missing.map((why) => `Not measured: ${why}`),
    '',
  ].join('\n');
}

function gpuName(): string {
  try {
    return execFileSync('nvidia-smi', ['--query-gpu=name', '--format=csv,noheader'], { encoding: 'utf8' }).trim();
  } catch {
    return 'an adapter that WebGPU found';
  }
}
