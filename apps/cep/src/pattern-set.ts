/** The versions of patterns that one tenant runs at a time. Never changed in place: a change makes another set. */
import type { TransactionLike } from '#cel';
import type { EntityType } from '#contracts';
import { type CompiledPattern, type Predicates, StartIndex } from '#patterns';

/** A version that runs. */
export interface RunningPattern {
  /** `<pattern>@<version>`: what its runs are kept under, so that versions run side by side. */
  readonly key: string;
  readonly version: number;
  /** On trial beside the live version: its matches are recorded, never decided on. */
  readonly onTrial: boolean;
  /** The tenant's change that put it into service; 0 where it was there from the start. */
  readonly sinceChange: number;
  readonly pattern: CompiledPattern;
}

/** Those of one kind of entity. */
export interface PatternsOfType {
  readonly running: readonly RunningPattern[];
  /** By their places in `running`. */
  readonly starts: StartIndex<TransactionLike>;
}

export class PatternSet {
  private readonly byType = new Map<EntityType, PatternsOfType>();
  private readonly byKey = new Map<string, RunningPattern>();
  /** The newest change among its versions. */
  readonly newestChange: number;
  /** The longest time from the first to the last event of a match, ms; 0 where no version says. */
  readonly longestMs: number;

  /** @param predicates - that all versions were compiled with */
  constructor(
    readonly all: readonly RunningPattern[],
    predicates: Predicates<TransactionLike>,
  ) {
    let newestChange = 0;
    let longestMs = 0;
    for (const running of all) {
      const { pattern, key, sinceChange } = running;
      this.byKey.set(key, running);
      newestChange = Math.max(newestChange, sinceChange);
      longestMs = Math.max(longestMs, pattern.automaton.withinMs, pattern.sessionMs);
    }
    for (const [type, running] of Map.groupBy(all, ({ pattern }) => pattern.by)) {
      const patterns = running.map(({ pattern }) => pattern);
      this.byType.set(type, { running, starts: new StartIndex(patterns, predicates) });
    }
    this.newestChange = newestChange;
    this.longestMs = longestMs;
  }

  of(entityType: EntityType): PatternsOfType | undefined {
    return this.byType.get(entityType);
  }

  byItsKey(key: string): RunningPattern | undefined {
    return this.byKey.get(key);
  }
}
