import { describe, expect, it } from 'vitest';
import { checkRequest, foreignModel, hostileModel } from '../testing/foreign-models.js';
import { InferenceProcess } from '../index.js';
import { checkInSandbox } from './sandbox.js';

const LIMITS = { timeMs: 60_000, memoryMiB: 2048 };

describe('checkInSandbox', () => {
  it('a good model → the same as without', async () => {
    const { problems, facts, adapted } = await checkInSandbox(foreignModel('lightgbm'), checkRequest(), LIMITS);
    expect(problems).toEqual([]);
    expect(facts).toMatchObject({ producer: 'OnnxMLTools', scale: 'probability', trial: { outside: false } });
    expect(adapted!.length).toBeGreaterThan(1000);
  });

  it('a model that wants 640 GB → a problem of the file', async () => {
    const features = ['card_count_1h', 'account_age_days'];
    const { problems } = await checkInSandbox(hostileModel('huge-shape'), checkRequest({ features }), LIMITS);
    expect(problems).toHaveLength(1);
    expect(['cannot_load', 'cannot_run', 'crashed']).toContain(problems[0]!.code);
  });

  it('longer than it may take → a problem of the file, and the process is gone', async () => {
    // Too little for Node to start: as if the model took that long.
    const { problems } = await checkInSandbox(foreignModel('xgboost'), checkRequest(), { ...LIMITS, timeMs: 1 });
    expect(problems).toMatchObject([{ code: 'timed_out' }]);
  });

  it('less memory than the runtime needs → a problem of the file', async () => {
    const { problems } = await checkInSandbox(foreignModel('xgboost'), checkRequest(), { ...LIMITS, memoryMiB: 100 });
    expect(problems).toMatchObject([{ code: 'crashed', detail: expect.stringContaining('100 MiB') }]);
  });
});

describe('InferenceProcess', () => {
  it('a model that loops for ever at its warm-up → ended, with the reason', async () => {
    const host = InferenceProcess.start({ runMs: 500, loadMs: 3000 });
    const { adapted } = await checkInSandbox(foreignModel('xgboost'), checkRequest(), LIMITS);
    await host.load(1, adapted!, { devices: ['cpu'] });
    await host.load(2, hostileModel('hangs-on-large'), { devices: ['cpu'] });
    const hung = host.run(2, Float32Array.of(5000, 1), 1);
    const behind = host.run(1, new Float32Array(4), 1);
    await expect(hung).rejects.toThrow('took longer than 500 ms');
    await expect(behind).rejects.toThrow('its process was ended');
    expect(await host.ended).toContain('took longer');
    await expect(host.run(1, new Float32Array(4), 1)).rejects.toThrow('took longer');
  });

  it('what it was started with → nothing of the service: no settings, no files outside, no processes', async () => {
    const host = InferenceProcess.start({ runMs: 60_000, loadMs: 60_000 });
    await expect(host.run(9, new Float32Array(4), 1)).rejects.toThrow('not loaded');
    const environment = await import('node:fs').then(({ readFileSync }) =>
      readFileSync(`/proc/${host.pid}/environ`, 'utf8'),
    );
    const names = environment.split('\0').flatMap((pair) => (pair === '' ? [] : [pair.split('=')[0]]));
    const allowed = ['PATH', 'LD_LIBRARY_PATH', 'CUDA_VISIBLE_DEVICES', 'NVIDIA_VISIBLE_DEVICES'];
    expect(names.filter((name) => !allowed.includes(name!))).toEqual([]);
    await host.stop();
  });
});
