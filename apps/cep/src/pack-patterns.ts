/** The patterns of a pack's folder, the same for every tenant. Patterns that tenants write themselves will be another book. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ByteReader, ByteWriter } from '#bytes';
import type { TransactionLike } from '#cel';
import type { EntityType, PatternMatchV1, TransactionV1 } from '#contracts';
import { CaracalError, messageOf } from '#kernel';
import {
  advance,
  type AdvanceStats,
  canStart,
  checkPattern,
  type CompiledPattern,
  decodeState,
  encodeState,
  type PatternMatch,
  type PatternState,
} from '#patterns';
import { cepMetrics } from './cep.metrics.js';
import { type Advanced, PatternBook, type PatternRuns, type PatternSubject } from './pattern-book.js';

/** Patterns of a folder have no versions of their own: the file is what there is. */
const PATTERN_VERSION = 1;
const NO_MATCHES: readonly PatternMatchV1[] = [];

export class PackPatterns extends PatternBook {
  private readonly byType = new Map<EntityType, CompiledPattern[]>();

  constructor(readonly patterns: readonly CompiledPattern[]) {
    super();
    for (const pattern of patterns) {
      const same = this.byType.get(pattern.by) ?? [];
      this.byType.set(pattern.by, [...same, pattern]);
    }
  }

  /** Compiles every `*.yaml` of `folder` and runs its examples. Throws with the file and all that is wrong with it. */
  static read(folder: string): PackPatterns {
    const patterns = namesIn(folder).map((name) => {
      try {
        return checkPattern(readFileSync(join(folder, name), 'utf8'));
      } catch (error) {
        throw new CaracalError('invalid_request', `${join(folder, name)}: ${messageOf(error)}`, { cause: error });
      }
    });
    const ids = patterns.map((pattern) => pattern.id);
    const twice = ids.find((id, i) => ids.indexOf(id) !== i);
    if (twice !== undefined) throw new CaracalError('conflict', `${folder} has two patterns called ${twice}`);
    return new PackPatterns(patterns);
  }

  override advance(runs: PatternRuns | undefined, entity: PatternSubject, transaction: TransactionV1): Advanced {
    const patterns = this.byType.get(entity.entityType);
    if (patterns === undefined) return { runs: undefined, matches: NO_MATCHES };
    let states = runs as States | undefined;
    let matches: PatternMatchV1[] | undefined;
    for (let i = 0; i < patterns.length; i++) {
      const pattern = patterns[i]!;
      const state = states?.get(pattern.id);
      if (state === undefined && !canStart(pattern, transaction)) continue;
      const result = advance(pattern, state, [transaction]);
      countShed(result.stats);
      states = withState(states, pattern, result.state);
      for (const match of result.matches) (matches ??= []).push(matchRecord(pattern, entity, match));
    }
    return { runs: states, matches: matches ?? NO_MATCHES };
  }

  /** For each pattern with runs its name and state. */
  override encode(runs: PatternRuns): Uint8Array {
    out.clear();
    for (const [id, state] of runs as States) {
      const pattern = this.patterns.find((one) => one.id === id);
      if (pattern === undefined) continue;
      out.text(id);
      out.blob(encodeState(pattern, state));
    }
    return out.take();
  }

  /** Runs of a pattern that has changed since begin anew: the automaton that they stood in is gone. */
  override decode(bytes: Uint8Array, entity: PatternSubject): PatternRuns | undefined {
    const input = new ByteReader(bytes);
    const patterns = this.byType.get(entity.entityType);
    let states: States | undefined;
    while (!input.done) {
      const id = input.text();
      const stored = input.blob();
      const pattern = patterns?.find((one) => one.id === id);
      const state = pattern && decodeState(pattern, stored);
      if (state !== undefined) states = withState(states, pattern!, state);
    }
    return states;
  }
}

const out = new ByteWriter();

type State = PatternState<TransactionLike>;
/** By pattern; what has nothing under way is left out. */
type States = Map<string, State>;

function withState(states: States | undefined, pattern: CompiledPattern, state: State | undefined): States | undefined {
  if (state !== undefined) return (states ?? new Map<string, State>()).set(pattern.id, state);
  if (states?.delete(pattern.id) && states.size === 0) return undefined;
  return states;
}

function matchRecord(
  pattern: CompiledPattern,
  { entityType, entityId }: PatternSubject,
  match: PatternMatch<TransactionLike>,
): PatternMatchV1 {
  return {
    patternId: pattern.id,
    patternVersion: PATTERN_VERSION,
    entityType,
    entityId,
    reason: pattern.reason,
    risk: pattern.risk,
    action: pattern.action,
    steps: match.steps.map(({ step, events }) => ({
      step,
      events: events.map(({ id, occurredAtMs, amountMinor }) => ({ transactionId: id, occurredAtMs, amountMinor })),
    })),
  };
}

function countShed(stats: AdvanceStats): void {
  if (stats.shedRuns > 0) cepMetrics.patternShed.inc({ what: 'runs' }, stats.shedRuns);
  if (stats.shedMatches > 0) cepMetrics.patternShed.inc({ what: 'matches' }, stats.shedMatches);
  if (stats.failedConditions > 0) cepMetrics.patternFailures.inc(stats.failedConditions);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .toSorted();
  } catch (error) {
    throw new CaracalError('not_found', `PATTERNS_DIR: ${messageOf(error)}`, { cause: error });
  }
}
