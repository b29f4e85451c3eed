import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelChangeV1, ServedModelV1 } from '#contracts';
import { type LogisticModel, writeLogisticModel } from '../../../../libs/onnx/src/testing/logistic-model.js';
import { loadModel, MODEL } from '../testing/scoring-parts.js';
import { modelFileOf, type ModelFile } from './model-file.js';
import { ModelSource } from './model-source.js';

/** Keeps models by name; those that are not there are refused. */
class FakeSource extends ModelSource {
  changes: ModelChangeV1[] = [];
  readonly files = new Map<string, ModelFile>();
  asked = 0;
  override async read(): Promise<readonly ModelChangeV1[]> {
    return this.changes;
  }
  override async file(_: string, { name, version }: ServedModelV1): Promise<ModelFile> {
    this.asked++;
    const file = this.files.get(`${name}@${version}`);
    if (!file) throw new Error(`no ${name}@${version}`);
    return file;
  }
  /** A model that says the same of everybody. */
  keep(name: string, version: number, bias: number): ServedModelV1 {
    const metadata = { ...MODEL.metadata, modelId: name, modelVersion: version };
    const model: LogisticModel = { ...MODEL, weights: [0, 0], bias, metadata };
    this.files.set(`${name}@${version}`, modelFileOf(writeLogisticModel(model)));
    return { name, version, sha256: `${name}${version}` };
  }
}

let opened: Awaited<ReturnType<typeof loadModel>>;
const source = new FakeSource();
beforeAll(async () => {
  source.changes = [changeOf('ten_early', 3, { champion: source.keep('early', 1, 0) })];
  opened = await loadModel(MODEL, source);
});
afterAll(() => opened.close());

/** What answers for a tenant. */
function championOf(tenantId: string): string | undefined {
  return opened.book.of(tenantId).champion?.id;
}

function changeOf(tenantId: string, revision: number, change: Partial<ModelChangeV1>): ModelChangeV1 {
  const about = { changedAtMs: 1, actor: 'usr_1', action: 'promoted', reason: 'why' };
  return { tenantId, revision, champion: null, tier2: null, greyFrom: 0, greyTo: 0, ...about, ...change };
}

describe('ModelBook', () => {
  it('a tenant without models of its own → the default; with one → its own, and nobody else', async () => {
    await opened.book.apply([changeOf('ten_a', 1, { champion: source.keep('own', 1, 0) })]);
    expect([championOf('ten_a'), championOf('ten_other')]).toEqual(['own@1', 'test-model@2']);
  });

  it('read at the start → in force when it is ready; what is known already is not opened again', async () => {
    await opened.book.ready();
    expect(championOf('ten_early')).toBe('early@1');
    const { asked } = source;
    await opened.book.readAgain();
    await opened.book.apply([changeOf('ten_early', 2, { champion: source.keep('own', 2, 0) })]);
    expect([championOf('ten_early'), source.asked - asked]).toEqual(['early@1', 0]);
  });

  it('several changes at once → the newest, in whatever order they come', async () => {
    const [one, two, three] = [1, 2, 3].map((version) =>
      changeOf('ten_c', version, { champion: source.keep('own', version, 0) }),
    );
    await Promise.all([opened.book.apply([one!, three!]), opened.book.apply([two!])]);
    expect(championOf('ten_c')).toBe('own@3');
  });

  it('a model that can not be opened → what answered goes on; it is tried again, and works', async () => {
    await opened.book.apply([changeOf('ten_d', 1, { champion: source.keep('slippery', 1, 0) })]);
    const missing = { name: 'slippery', version: 2, sha256: 'slippery2' };
    source.changes = [changeOf('ten_d', 2, { champion: missing })];
    await opened.book.readAgain();
    expect([championOf('ten_d'), opened.book.refusedCount]).toEqual(['slippery@1', 1]);
    source.keep('slippery', 2, 0);
    await opened.book.readAgain();
    expect([championOf('ten_d'), opened.book.refusedCount]).toEqual(['slippery@2', 0]);
  });

  it('a model of features that there are not → refused, the default goes on', async () => {
    const served = { name: 'odd', version: 1, sha256: 'odd1' };
    const model = { ...MODEL, featureNames: ['card_count_1h', 'shoe_size'] };
    source.files.set('odd@1', modelFileOf(writeLogisticModel(model)));
    await opened.book.apply([changeOf('ten_e', 1, { champion: served })]);
    expect([championOf('ten_e'), opened.book.refusedCount]).toEqual(['test-model@2', 1]);
  });

  it('retired → the default again', async () => {
    await opened.book.apply([changeOf('ten_f', 1, { champion: source.keep('own', 1, 0) })]);
    await opened.book.apply([changeOf('ten_f', 2, {})]);
    expect(championOf('ten_f')).toBe('test-model@2');
  });

  it('swapped again and again while rows come → every row is answered, by one of the two', async () => {
    const served = [source.keep('own', 1, -2), source.keep('own', 2, 2)] as const;
    await opened.book.apply([changeOf('ten_g', 1, { champion: served[0] })]);
    const swapping = { now: true };
    const swaps = (async () => {
      for (let revision = 2; revision < 6; revision++)
        await opened.book.apply([changeOf('ten_g', revision, { champion: served[revision % 2]! })]);
      swapping.now = false;
    })();
    const answers: number[] = [];
    while (swapping.now) {
      const scores = await opened.gathering.working(() =>
        opened.gathering.asks(() => opened.book.of('ten_g').champion!.score(Float32Array.of(1, 100), 1)),
      );
      if (typeof scores === 'string') throw new Error(scores);
      answers.push(scores.probability[0]!);
    }
    await swaps;
    const low = 1 / (1 + Math.exp(2));
    expect(answers.filter((p) => Math.abs(p - low) > 1e-5 && Math.abs(p - (1 - low)) > 1e-5)).toEqual([]);
    expect(answers.length).toBeGreaterThan(0);
  });
});
