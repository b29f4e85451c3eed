/**
 * The inference processes: one for the default that everybody shares, one for tenants' own models, one for second tiers. So a
 * tenant's model that hangs doesn't take the default along, and a heavy second model holds up no first one.
 */
import type { Device, HangLimits } from '#inference';
import { InferenceLane, type LaneEvents } from './inference-lane.js';

export type LaneName = 'default' | 'tenants' | 'tier2';

export class Lanes {
  private readonly lanes = new Map<LaneName, InferenceLane>();

  constructor(
    private readonly settings: HangLimits & { readonly devices: readonly Device[] },
    private readonly events: LaneEvents,
  ) {}

  of(name: LaneName): InferenceLane {
    let lane = this.lanes.get(name);
    if (!lane) this.lanes.set(name, (lane = new InferenceLane({ ...this.settings, name }, this.events)));
    return lane;
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.lanes.values(), (lane) => lane.close()));
  }
}
