/**
 * One inference process, always: where it hangs or ends, another takes its place and gets the same models. Until it has
 * them, they don't answer. Models of one lane wait for each other, also while one is opened, and a model that takes its
 * process along takes all of them: so there are several lanes (`Lanes`).
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type Device, type HangLimits, InferenceProcess, type LoadAnswer, type Scores } from '#inference';
import { messageOf } from '#kernel';
import type { ModelFile } from './model-file.js';
import type { Explainer } from '../reasons/explainer.js';
import { ScoringModel } from './scoring-model.js';

export interface LaneSettings extends HangLimits {
  readonly name: string;
  /** In the order of preference; the last is the processor. */
  readonly devices: readonly Device[];
}

/** `kernel`: trees of our own, in this process. */
export type OpenedHow = Omit<LoadAnswer, 'form'> & { readonly form: LoadAnswer['form'] | 'kernel' };

/** What operators should know of. */
export interface LaneEvents {
  /** A model was opened, and on what. */
  opened(file: ModelFile, how: OpenedHow): void;
  /** The process ended though nobody wanted it to. */
  ended(lane: string, why: string): void;
  /** A model that ran before can't be opened again. */
  lost(file: ModelFile, error: unknown): void;
}

/** How long a process must have lived for the next to be started at once, ms. */
const LONG_LIFE_MS = 10_000;
const PAUSE_MS_MIN = 100;
const PAUSE_MS_MAX = 5000;

export class InferenceLane {
  private readonly models = new Map<number, HostedModel>();
  private process: InferenceProcess | undefined;
  private lastNumber = 0;
  private opening = 0;
  private pauseMs = 0;
  private closed = false;

  constructor(
    private readonly settings: LaneSettings,
    private readonly events: LaneEvents,
    /** Called when the last of its models is gone, or the first could not be opened. */
    private readonly emptied: () => void = () => undefined,
  ) {}

  /** Models that it has, and those that are being opened. */
  get size(): number {
    return this.models.size + this.opening;
  }

  /** Opens and warms up a model; the process is started with the first. Rejects with what is wrong with it. */
  async load(file: ModelFile, explainer: Explainer): Promise<ScoringModel> {
    const process = this.running();
    const number = ++this.lastNumber;
    this.opening++;
    try {
      await this.open(process, number, file);
    } catch (error) {
      if (this.size === 1) this.emptied();
      throw error;
    } finally {
      this.opening--;
    }
    const model = new HostedModel(number, file, explainer, this);
    this.models.set(number, model);
    if (process !== this.process) await this.restore(model);
    return model;
  }

  async score(model: HostedModel, rows: Float32Array, count: number): Promise<Scores> {
    if (!this.process || !model.isOpen) throw new Error('The process that runs the model is being started again');
    return await this.process.run(model.number, rows, count);
  }

  async release(model: HostedModel): Promise<void> {
    if (!this.models.delete(model.number)) return;
    if (this.size === 0) return this.emptied();
    // A process that is gone has let go of it already.
    if (model.isOpen) await this.process?.unload(model.number).catch(() => undefined);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.models.clear();
    await this.process?.stop();
  }

  private running(): InferenceProcess {
    if (this.process) return this.process;
    const process = InferenceProcess.start(this.settings);
    this.process = process;
    const startedAtMs = performance.now();
    void process.ended.then((why) => this.replace(process, why, performance.now() - startedAtMs));
    return process;
  }

  private async open(process: InferenceProcess, number: number, file: ModelFile): Promise<void> {
    this.events.opened(file, await process.load(number, file.bytes, { devices: this.settings.devices }));
  }

  private async replace(process: InferenceProcess, why: string, livedMs: number): Promise<void> {
    if (this.closed || this.process !== process) return;
    this.process = undefined;
    for (const model of this.models.values()) model.isOpen = false;
    this.events.ended(this.settings.name, why);
    this.pauseMs = livedMs > LONG_LIFE_MS ? 0 : Math.min(PAUSE_MS_MAX, Math.max(PAUSE_MS_MIN, 2 * this.pauseMs));
    if (this.pauseMs > 0) await delay(this.pauseMs, undefined, { ref: false });
    if (this.closed || this.models.size === 0) return;
    this.running();
    for (const model of this.models.values()) await this.restore(model);
  }

  private async restore(model: HostedModel): Promise<void> {
    const process = this.running();
    try {
      await this.open(process, model.number, model.file);
      model.isOpen = process === this.process;
    } catch (error) {
      model.isOpen = false;
      if (!this.closed) this.events.lost(model.file, new Error(messageOf(error), { cause: error }));
    }
  }
}

class HostedModel extends ScoringModel {
  /** The process that runs now has it. */
  isOpen = true;

  constructor(
    readonly number: number,
    readonly file: ModelFile,
    private readonly explains: Explainer,
    private readonly lane: InferenceLane,
  ) {
    super();
  }

  get metadata() {
    return this.file.metadata;
  }

  override explainer(): Explainer {
    return this.explains;
  }

  override score(rows: Float32Array, count: number): Promise<Scores> {
    return this.lane.score(this, rows, count);
  }

  override close(): Promise<void> {
    return this.lane.release(this);
  }
}
