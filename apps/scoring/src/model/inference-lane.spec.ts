import { afterEach, describe, expect, it } from 'vitest';
import type { HangLimits } from '#inference';
import { writeLogisticModel } from '../../../../libs/onnx/src/testing/logistic-model.js';
import { MODEL } from '../testing/scoring-parts.js';
import { hangingModel } from '../testing/hanging-model.js';
import { InferenceLane, type OpenedHow } from './inference-lane.js';
import { Explainer } from '../reasons/explainer.js';
import { modelFileOf } from './model-file.js';

const FILE = modelFileOf(writeLogisticModel(MODEL));
const EXPLAINER = Explainer.of(FILE.bytes, FILE.metadata);
const ROW = Float32Array.of(11, 100);
const LIMITS: HangLimits = { runMs: 60_000, loadMs: 60_000 };

let close: () => Promise<void> = async () => undefined;
afterEach(() => close());

function laneOf(limits: Partial<HangLimits> = {}, devices: readonly ('cpu' | 'cuda')[] = ['cpu']) {
  const opened: OpenedHow[] = [];
  const ended: string[] = [];
  const lost: unknown[] = [];
  const lane = new InferenceLane(
    { ...LIMITS, ...limits, name: 'test', devices },
    {
      opened: (_, how) => opened.push(how),
      ended: (_, why) => ended.push(why),
      lost: (_, error) => lost.push(error),
    },
  );
  close = () => lane.close();
  return { lane, opened, ended, lost };
}

describe('InferenceLane', () => {
  it('a model → its probabilities, and what each feature added', async () => {
    const { lane, opened } = laneOf();
    const model = await lane.load(FILE, EXPLAINER);
    const { probability, contributions } = await model.score(Float32Array.of(...ROW, 1, 100), 2);
    expect(probability[0]).toBeCloseTo(1 / (1 + Math.exp(-1)), 5);
    expect(probability[1]).toBeCloseTo(1 / (1 + Math.exp(4)), 5);
    expect([...contributions!]).toEqual([5, 0, 0, 0]);
    expect(opened).toEqual([{ device: 'cpu', form: 'file', passedOver: [] }]);
  });

  it('a device that is not there → the processor, and why', async () => {
    const { lane, opened } = laneOf({}, ['cuda', 'cpu']);
    const model = await lane.load(FILE, EXPLAINER);
    // Where there is CUDA, it may well be taken.
    expect(opened).toMatchObject([
      expect.objectContaining({ device: 'cpu', passedOver: [{ device: 'cuda', why: expect.any(String) }] }),
    ]);
    expect((await model.score(ROW, 1)).probability[0]).toBeCloseTo(0.731, 3);
  });

  it('a model that hangs → its process is ended, another has all models again', async () => {
    const { lane, ended } = laneOf({ runMs: 300 });
    const good = await lane.load(FILE, EXPLAINER);
    const hanging = await lane.load(hangingModel(), EXPLAINER);
    expect((await hanging.score(Float32Array.of(1, 1), 1)).probability[0]).toBeCloseTo(0.881, 3);
    const both = await Promise.allSettled([hanging.score(Float32Array.of(5000, 1), 1), good.score(ROW, 1)]);
    for (const { status, reason } of both as PromiseRejectedResult[])
      expect([status, String(reason)]).toEqual(['rejected', expect.stringContaining('took longer than 300 ms')]);
    expect(ended).toHaveLength(1);
    const again = async () => (await good.score(ROW, 1).catch(() => undefined))?.probability[0];
    await expect.poll(again, { timeout: 30_000 }).toBeCloseTo(0.731, 3);
    await expect
      .poll(() => hanging.score(Float32Array.of(1, 1), 1).catch(() => undefined), { timeout: 30_000 })
      .toBeDefined();
  });

  it('a file that the runtime refuses → rejects with the reason; the others go on', async () => {
    const { lane, ended } = laneOf();
    const good = await lane.load(FILE, EXPLAINER);
    const broken = { metadata: FILE.metadata, bytes: FILE.bytes.subarray(0, FILE.bytes.length >> 1) };
    await expect(lane.load(broken, EXPLAINER)).rejects.toThrow('not an ONNX model');
    expect((await good.score(ROW, 1)).probability[0]).toBeCloseTo(0.731, 3);
    expect(ended).toEqual([]);
  });

  it('closed → the process is gone, and nobody starts another', async () => {
    const { lane, ended } = laneOf();
    const model = await lane.load(FILE, EXPLAINER);
    await lane.close();
    await expect(model.score(ROW, 1)).rejects.toThrow('stopped');
    expect(ended).toEqual([]);
  });
});
