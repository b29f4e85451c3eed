/**
 * The inference processes: one for each model, as long as there are few. So a model that is opened and warmed up delays nobody's
 * decisions, one that hangs takes no other along, and a heavy second model holds up no first one. Beyond `processesMax` models
 * share, those that come later with the fewest.
 */
import type { ScoringModel } from './scoring-model.js';
import { InferenceLane, type LaneEvents, type LaneSettings } from './inference-lane.js';
import type { ModelFile } from './model-file.js';

export class Lanes {
  /** By place, from 0; a lane goes with its last model. */
  private readonly lanes = new Map<number, InferenceLane>();

  constructor(
    private readonly settings: Omit<LaneSettings, 'name'>,
    private readonly processesMax: number,
    private readonly events: LaneEvents,
  ) {}

  /** Opens and warms up a model. Rejects with what is wrong with it. */
  async load(file: ModelFile): Promise<ScoringModel> {
    return await this.roomiest().load(file);
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.lanes.values(), (lane) => lane.close()));
  }

  private roomiest(): InferenceLane {
    for (let place = 0; place < this.processesMax; place++) if (!this.lanes.has(place)) return this.opened(place);
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
