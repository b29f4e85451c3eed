/** The models of this service, from its settings to the book: default, tenants', processes, and what operators are told. */
import { type Device, devicesOf, type DeviceWish, findGpus } from '#inference';
import { messageOf } from '#kernel';
import { logger } from '#telemetry';
import type { FeatureBook } from '#tenancy';
import type { ScoringConfig } from '../scoring.config.js';
import type { ScoringMetrics } from '../scoring-metrics.js';
import type { Gathering } from './gathering.js';
import type { LaneEvents, OpenedHow } from './inference-lane.js';
import { Lanes } from './lanes.js';
import { ModelBook, type BookEvents, type StageLimits } from './model-book.js';
import { type ModelFile, modelFileAt } from './model-file.js';
import type { ModelSource } from './model-source.js';

/** Rows that share one run at most; more go into the next. */
const BATCH_ROWS_MAX = 256;
const FAILURES_MAX = 3;
const REST_MS = 5000;
const REST_MS_MAX = 5 * 60_000;
/** Loading and warming up, which a busy machine may draw out. */
const LOAD_MS_MAX = 60_000;

export type ModelSettings = Pick<
  ScoringConfig,
  | 'MODEL_PATH'
  | 'MODEL_PROCESSES_MAX'
  | 'MODEL_TIMEOUT_MS'
  | 'MODEL_HANG_MS'
  | 'TIER2_TIMEOUT_MS'
  | 'BATCH_WAIT_MS_MAX'
  | 'SCORING_DEVICE'
>;

export class ScoringModels {
  private constructor(
    readonly book: ModelBook,
    private readonly lanes: Lanes,
  ) {}

  /** Rejects, naming the file, when the default can't be used: better no start than decisions without the model that was meant. */
  static async open(
    settings: ModelSettings,
    source: ModelSource,
    gathering: Gathering,
    features: FeatureBook,
    metrics: ModelMetrics,
  ): Promise<ScoringModels> {
    const wish = settings.SCORING_DEVICE;
    const lanes = new Lanes(
      {
        runMs: settings.MODEL_HANG_MS,
        loadMs: LOAD_MS_MAX,
        devices: devicesFor(wish),
        processesMax: settings.MODEL_PROCESSES_MAX,
        // Nothing is as fast as the kernel, unless a device is asked for by name.
        ownTreesHere: wish === 'cpu' || wish === 'auto',
      },
      laneEvents(metrics, wish !== 'auto'),
    );
    const limits = {
      champion: limitsOf(settings, settings.MODEL_TIMEOUT_MS),
      tier2: limitsOf(settings, settings.TIER2_TIMEOUT_MS),
    };
    const models = new ScoringModels(
      new ModelBook(lanes, source, limits, gathering, features, bookEvents(metrics)),
      lanes,
    );
    const path = settings.MODEL_PATH;
    if (path === 'none') return models;
    try {
      await models.book.useDefault(await modelFileAt(path));
    } catch (error) {
      await models.close();
      throw new Error(`The model of MODEL_PATH=${path} can't be used: ${messageOf(error)}`, { cause: error });
    }
    return models;
  }

  async close(): Promise<void> {
    await this.lanes.close();
  }
}

export type ModelMetrics = Pick<
  ScoringMetrics,
  'modelFailed' | 'modelRan' | 'modelOpened' | 'modelSwapped' | 'processEnded'
>;

/** Looked for once, and told: where nothing was asked for, no GPU is nothing to warn of. */
function devicesFor(wish: DeviceWish): Device[] {
  const found = wish === 'auto' ? findGpus() : [];
  if (wish === 'auto')
    logger.info({ found }, found.length > 0 ? 'there is a GPU' : 'there is no GPU: models run on the processor');
  return devicesOf(wish, found);
}

function limitsOf({ BATCH_WAIT_MS_MAX }: ModelSettings, timeoutMs: number): StageLimits {
  return {
    rowsMax: BATCH_ROWS_MAX,
    waitMsMax: BATCH_WAIT_MS_MAX,
    timeoutMs,
    failuresMax: FAILURES_MAX,
    restMs: REST_MS,
    restMsMax: REST_MS_MAX,
  };
}

function bookEvents(metrics: ModelMetrics): BookEvents {
  return {
    failed: (model, kind, error) => {
      metrics.modelFailed(kind);
      logger.warn({ model, kind, err: error }, 'a model did not answer; the rules decide alone');
    },
    ran: (rows) => metrics.modelRan(rows),
    refused: (tenant, { name, version }, error) =>
      logger.error(
        { tenant, name, version, problem: messageOf(error) },
        'a model can not be opened; what answered goes on',
      ),
    swapped: (tenant, role, model) => {
      metrics.modelSwapped(role);
      logger.info({ tenant, role, model: model ?? 'default' }, 'another model answers from now on');
    },
  };
}

function laneEvents(metrics: ModelMetrics, wasAskedFor: boolean): LaneEvents {
  return {
    opened: (file, how) => {
      const model = nameOf(file);
      metrics.modelOpened(model, how.device, how.passedOver);
      tellOpened(model, how, wasAskedFor);
    },
    ended: (lane, why) => {
      metrics.processEnded(lane);
      logger.error({ lane, why }, 'an inference process ended; another is started');
    },
    lost: (file, error) => logger.error({ model: nameOf(file), err: error }, 'a model could not be opened again'),
  };
}

/** Falling back is never silent: a warning where the device was asked for, and where a GPU is there but doesn't take the model. */
function tellOpened(model: string, { device, form, passedOver }: OpenedHow, wasAskedFor: boolean): void {
  const what = { model, device, form, passedOver };
  if (passedOver.length === 0) logger.info(what, 'a model is open');
  else if (wasAskedFor) logger.warn(what, `a model runs on ${device}, not on what SCORING_DEVICE asks for`);
  else
    logger.warn(
      what,
      `a GPU that is there does not take the model: it runs on ${device} (SCORING_DEVICE=cpu asks for none)`,
    );
}

function nameOf({ metadata: { modelId, modelVersion } }: ModelFile): string {
  return `${modelId}@${modelVersion}`;
}
