import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readModelMetadata, readModelProperty } from '#onnx';
import { predictProbabilities, treeModelInOnnx } from '#trees';
import { onnxDifference } from './onnx-agreement.js';

const folder = mkdtempSync(join(tmpdir(), 'train-command-'));
afterAll(() => rmSync(folder, { recursive: true }));

const ROWS = 3000;
const HEADER = 'transaction_id,occurred_at,amount,shop,noise,fraud';
const SHOPS = ['books', 'phones', 'food'];
const lines = Array.from({ length: ROWS }, (_, i) => {
  const amount = (i * 37) % 100;
  const shop = SHOPS[(i * 7) % 3];
  const fraud = amount > 70 && shop === 'phones' && i % 4 !== 0 ? 1 : 0;
  return `t${i},${new Date(Date.UTC(2026, 0, 1) + i * 3_600_000).toISOString()},${amount},${shop},${i % 11 === 0 ? '' : (i * 13) % 17},${fraud}`;
});
const file = join(folder, 'payments.csv');
writeFileSync(file, `${[HEADER, ...lines].join('\n')}\n`);

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `interruptAt`: SIGINT as soon as this is said. */
function run(args: readonly string[], interruptAt?: string): Promise<Ended> {
  const child = spawn(process.execPath, ['scripts/train.mjs', ...args], {
    env: { ...process.env, npm_lifecycle_event: undefined, INIT_CWD: folder },
  });
  let [stdout, stderr] = ['', ''];
  let interrupted = false;
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    if (interruptAt === undefined || interrupted || !stderr.includes(interruptAt)) return;
    interrupted = true;
    child.kill('SIGTERM');
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

describe('npm run train', () => {
  it('a file: a model that scores as it says, and a report', async () => {
    const args = [
      '--features',
      './payments.csv',
      '--out',
      'm.onnx',
      '--trees',
      '30',
      '--max-depth',
      '3',
      '--seed',
      '7',
    ];
    const { code, stdout, stderr } = await run([
      ...args,
      '--model-id',
      'shop',
      '--champion',
      'shop 1',
      '--threads',
      '2',
    ]);
    expect(stderr).toContain('growing trees');
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('average_precision') });
    const bytes = readFileSync(join(folder, 'm.onnx'));
    const metadata = readModelMetadata(bytes);
    expect(metadata).toMatchObject({
      modelId: 'shop',
      featureSet: 'payments.csv',
      featureNames: ['amount', 'shop', 'noise'],
      trainedFromMs: Date.UTC(2026, 0, 1),
      lineage: { champion: 'shop 1', source: 'payments.csv' },
    });
    expect(metadata.metrics['roc_auc']).toBeGreaterThan(0.9);
    expect(JSON.parse(readModelProperty(bytes, 'categories')!)).toEqual({ shop: SHOPS });
    const model = treeModelInOnnx(bytes)!;
    const rows = Float32Array.of(90, 1, 3, 90, 0, 3, Number.NaN, Number.NaN, Number.NaN);
    expect(await onnxDifference(bytes, model, rows)).toBeLessThan(1e-5);
    const [phones, books] = predictProbabilities(model, rows);
    expect(phones).toBeGreaterThan(0.5);
    expect(books).toBeLessThan(0.1);
    expect(readFileSync(join(folder, 'm.html'), 'utf8')).toContain('shop · version 1');
  });

  it('interrupted: ends at once, and writes nothing', async () => {
    const args = ['--features', './payments.csv', '--out', 'i.onnx', '--trees', '10000', '--stop-after', '0'];
    const { code, stderr } = await run(args, 'growing trees');
    expect({ code, said: stderr.includes('interrupted; nothing was written') }).toEqual({ code: 130, said: true });
    expect(existsSync(join(folder, 'i.onnx'))).toBe(false);
  });

  it('one class: refused in a line', async () => {
    writeFileSync(join(folder, 'one.csv'), 'amount,fraud\n1,0\n2,0\n');
    const { code, stderr } = await run(['--features', './one.csv', '--out', 'o.onnx']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('train: every row has label 0; both'),
    });
  });
});
