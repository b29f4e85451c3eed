/**
 * Where models run. Trees of our own that are light enough: in this process, by their kernel. All others in inference processes, one
 * for each model, as long as there are few. So a model that is opened and warmed up delays nobody's decisions, one that hangs takes
 * no other along, and a heavy second model holds up no first one. Beyond `processesMax` models share, those that come later with
 * the fewest. There is no process while no model needs one.
 */
import { TreeScorer } from '#inference';
import { treesInThread } from '#trees';
import { Explainer } from '../reasons/explainer.js';
import type { ScoringModel } from './scoring-model.js';
import { InferenceLane, type LaneEvents, type LaneSettings } from './inference-lane.js';
import type { ModelFile } from './model-file.js';
import { TreesModel } from './trees-model.js';

export interface LanesSettings extends Omit<LaneSettings, 'name'> {
  readonly processesMax: number;
  /** False: every model is for the devices. */
  readonly ownTreesHere: boolean;
}

export class Lanes {
  /** By place, from 0; a lane goes with its last model. */
  private readonly lanes = new Map<number, InferenceLane>();

  constructor(
    private readonly settings: LanesSettings,
    private readonly events: LaneEvents,
  ) {}

  /** Opens and warms up a model. Rejects with what is wrong with it. */
  async load(file: ModelFile): Promise<ScoringModel> {
    // In a thread of its own: the one that answers has no time for it.
    const trees = await treesInThread(file.bytes);
    const explainer = Explainer.of(file.bytes, file.metadata, trees?.explainer);
    const scorer = trees && this.settings.ownTreesHere ? TreeScorer.of(trees) : undefined;
    if (!scorer) return await this.roomiest().load(file, explainer);
    this.events.opened(file, { device: 'cpu', form: 'kernel', passedOver: [] });
    return new TreesModel(file, explainer, scorer);
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.lanes.values(), (lane) => lane.close()));
  }

  private roomiest(): InferenceLane {
    for (let place = 0; place < this.settings.processesMax; place++)
      if (!this.lanes.has(place)) return this.opened(place);
    return [...this.lanes.values()].reduce((a, b) => (b.size < a.size ? b : a));
  }

  private opened(place: number): InferenceLane {
    const lane = new InferenceLane({ ...this.settings, name: String(place) }, this.events, () => {
      this.lanes.delete(place);
      void lane.close();
    });
    this.lanes.set(place, lane);
    return lane;
  }
}
