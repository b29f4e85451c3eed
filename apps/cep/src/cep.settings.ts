/** The settings that the handler reads; a class so that it can be injected. */
export class CepSettings {
  readonly checkpointMs: number;
  /** What entities may take in memory, of all partitions of this process. */
  readonly stateBytesMax: number;
  readonly dirtyEntitiesMax: number;
  /** See `PartitionMatcherOptions`. */
  readonly latenessMs: number;
  /** See `TimerSettings`. */
  readonly outOfOrderMs: number;
  readonly idleMs: number;
  /** Encoded at a stretch: well under a millisecond for usual entities, a few for the largest merchants. */
  readonly entitiesPerSlice: number;

  constructor(values: Omit<CepSettings, 'entitiesPerSlice'> & Partial<CepSettings>) {
    this.checkpointMs = values.checkpointMs;
    this.stateBytesMax = values.stateBytesMax;
    this.dirtyEntitiesMax = values.dirtyEntitiesMax;
    this.latenessMs = values.latenessMs;
    this.outOfOrderMs = values.outOfOrderMs;
    this.idleMs = values.idleMs;
    this.entitiesPerSlice = values.entitiesPerSlice ?? 64;
  }
}
