export { compilePattern, type CompiledPattern, type CompileOptions } from './compile-pattern.js';
export {
  advance,
  advanceTime,
  type AdvanceResult,
  type AdvanceStats,
  type ExpiredRun,
  type MatchedStep,
  type PatternMatch,
} from './advance.js';
export { dueAtMs } from './due-time.js';
export { canStart, type PatternAutomaton } from './pattern-automaton.js';
export { type PatternEvent, PatternState } from './pattern-state.js';
export { decodeState, encodeState } from './encode-state.js';
export { checkPattern, entityIdOf, exampleEvents, runExamples, type ExampleResult } from './run-examples.js';
export { PACK_VERSION, readPack, type PackPattern } from './read-pack.js';
export { type AwaitedStep, type StandingRun, standingRuns } from './standing-runs.js';
export { traceRuns, type RunStatus, type Trace, type TracedRun } from './trace-runs.js';
export {
  PATTERN_ENTITIES,
  patternDefinition,
  type PatternDefinition,
  type SkipStrategy,
  type Step,
} from './pattern-definition.js';
export { Predicates } from './predicates.js';
export { ManyPatterns, type ManyResult, type PlacedResult } from './many-patterns.js';
export { type OpenRuns } from './open-runs.js';
export { StartIndex } from './start-index.js';
export { PatternError } from './pattern-error.js';
export {
  EVENTS_PER_RUN_MAX,
  MATCHES_PER_EVENT_MAX,
  type PatternLimits,
  RUNS_PER_ENTITY_MAX,
} from './pattern-limits.js';
