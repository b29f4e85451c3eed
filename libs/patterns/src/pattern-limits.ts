/** Bounds of what one pattern may hold for one entity; what goes over is shed, oldest first, and counted. */
export const RUNS_PER_ENTITY_MAX = 256;
export const EVENTS_PER_RUN_MAX = 256;
export const MATCHES_PER_EVENT_MAX = 64;
/** Of all patterns of one key together: what goes over is shed, the older half of the pattern that has most. */
export const RUNS_PER_KEY_MAX = 2_048;

export interface PatternLimits {
  readonly runsPerEntity: number;
  readonly eventsPerRun: number;
  readonly matchesPerEvent: number;
}

export const PATTERN_LIMITS: PatternLimits = {
  runsPerEntity: RUNS_PER_ENTITY_MAX,
  eventsPerRun: EVENTS_PER_RUN_MAX,
  matchesPerEvent: MATCHES_PER_EVENT_MAX,
};
