/** Scoring as the service does it: batcher, guard, and the model where the service runs it. */
import type { ModelChangeV1, ServedModelV1 } from '#contracts';
import { FeatureBook } from '#tenancy';
import { FEATURES } from '../../packs/card-payments/src/features.js';
import { Gathering } from '../../apps/scoring/src/model/gathering.js';
import type { ModelBook } from '../../apps/scoring/src/model/model-book.js';
import { modelFileOf, type ModelFile } from '../../apps/scoring/src/model/model-file.js';
import { ModelSource } from '../../apps/scoring/src/model/model-source.js';
import { type ModelMetrics, ScoringModels } from '../../apps/scoring/src/model/scoring-models.js';

const TENANT = 'bench';

/** Two models that can take each other's place. */
class BenchSource extends ModelSource {
  constructor(private readonly files: readonly Uint8Array[]) {
    super();
  }
  override async read(): Promise<readonly ModelChangeV1[]> {
    return [changeTo(1)];
  }
  override async file(_: string, { version }: ServedModelV1): Promise<ModelFile> {
    return modelFileOf(this.files[version % this.files.length]!);
  }
}

function changeTo(revision: number): ModelChangeV1 {
  const champion = { name: 'bench', version: revision, sha256: String(revision) };
  const about = { changedAtMs: 0, actor: '', action: '', reason: '' };
  return { tenantId: TENANT, revision, champion, tier2: null, greyFrom: 0, greyTo: 0, ...about };
}

export class Stage {
  private revision = 1;

  private constructor(
    private readonly models: ScoringModels,
    private readonly book: ModelBook,
    private readonly gathering: Gathering,
    private readonly noted: { readonly runs: number },
  ) {}

  static async open(files: readonly Uint8Array[]): Promise<Stage> {
    const gathering = new Gathering();
    const noted = { runs: 0 };
    const metrics: ModelMetrics = {
      modelFailed: () => undefined,
      modelRan: () => noted.runs++,
      modelOpened: () => undefined,
      modelSwapped: () => undefined,
      processEnded: () => undefined,
    };
    const settings = {
      MODEL_PATH: 'none',
      MODEL_TIMEOUT_MS: 2000,
      MODEL_HANG_MS: 20_000,
      MODEL_PROCESSES_MAX: 8,
      TIER2_TIMEOUT_MS: 2000,
      BATCH_WAIT_MS_MAX: 1,
      SCORING_DEVICE: 'cpu' as const,
    };
    const models = await ScoringModels.open(
      settings,
      new BenchSource(files),
      gathering,
      new FeatureBook({ plan: FEATURES, documents: [] }),
      metrics,
    );
    await models.book.ready();
    return new Stage(models, models.book, gathering, noted);
  }

  /** How often the model ran so far. */
  get runs(): number {
    return this.noted.runs;
  }

  /** Puts the other model in the place of this one, while others ask. */
  async swap(): Promise<void> {
    await this.book.apply([changeTo(++this.revision)]);
  }

  async close(): Promise<void> {
    await this.models.close();
  }

  /** Whether a row got a probability. */
  async ask(row: Float32Array): Promise<boolean> {
    const scores = await this.gathering.working(() =>
      this.gathering.asks(() => this.book.of(TENANT).champion!.score(row, 1)),
    );
    return typeof scores !== 'string' && Number.isFinite(scores.probability[0]);
  }
}
