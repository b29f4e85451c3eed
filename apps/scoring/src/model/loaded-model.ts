/** The model that the settings name, loaded and warm; or none, when they say so. */
import { messageOf } from '#kernel';
import { OnnxModel } from './onnx-model.js';
import type { ModelFailure } from './model-guard.js';
import { ModelStage } from './model-stage.js';

/** Rows that share one run at most; more go into the next. */
const BATCH_ROWS_MAX = 256;
const FAILURES_MAX = 3;
const REST_MS = 5000;

export interface ModelSettings {
  readonly MODEL_PATH: string;
  readonly MODEL_TIMEOUT_MS: number;
  readonly BATCH_WAIT_MS_MAX: number;
}

export class LoadedModel {
  private constructor(readonly stage: ModelStage | undefined) {}

  /** Rejects, naming the file, when it can't be used: better no start than decisions without the model that was meant. */
  static async open(
    settings: ModelSettings,
    failed: (kind: ModelFailure, error: unknown) => void,
  ): Promise<LoadedModel> {
    const path = settings.MODEL_PATH;
    if (path === 'none') return new LoadedModel(undefined);
    const limits = {
      rowsMax: BATCH_ROWS_MAX,
      waitMsMax: settings.BATCH_WAIT_MS_MAX,
      timeoutMs: settings.MODEL_TIMEOUT_MS,
      failuresMax: FAILURES_MAX,
      restMs: REST_MS,
    };
    try {
      return new LoadedModel(new ModelStage(await OnnxModel.load(path), limits, failed));
    } catch (error) {
      throw new Error(`The model of MODEL_PATH=${path} can't be used: ${messageOf(error)}`, { cause: error });
    }
  }

  async close(): Promise<void> {
    await this.stage?.close();
  }
}
