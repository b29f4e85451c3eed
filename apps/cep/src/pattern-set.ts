/** The versions of patterns that one tenant runs at a time. Never changed in place: a change makes another set. */
import type { TransactionLike } from '#cel';
import type { EntityType } from '#contracts';
import { type CompiledPattern, ManyPatterns, type Predicates } from '#patterns';

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
  /** All of them together; known to it by their places in `running`. */
  readonly together: ManyPatterns<TransactionLike>;
  /** By their keys. */
  readonly placeOf: ReadonlyMap<string, number>;
  /** By predicate: who asks it. */
  readonly asking: ReadonlyMap<number, readonly RunningPattern[]>;
}

export class PatternSet {
  private readonly byType = new Map<EntityType, PatternsOfType>();
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
      const { pattern, sinceChange } = running;
      newestChange = Math.max(newestChange, sinceChange);
      longestMs = Math.max(longestMs, pattern.automaton.withinMs, pattern.sessionMs);
    }
    for (const [type, running] of Map.groupBy(all, ({ pattern }) => pattern.by)) {
      const patterns = running.map(({ pattern }) => pattern);
      const placeOf = new Map(running.map(({ key }, place) => [key, place]));
      const together = new ManyPatterns(patterns, predicates);
      this.byType.set(type, { running, together, placeOf, asking: byPredicate(running) });
    }
    this.newestChange = newestChange;
    this.longestMs = longestMs;
  }

  of(entityType: EntityType): PatternsOfType | undefined {
    return this.byType.get(entityType);
  }
}

function byPredicate(running: readonly RunningPattern[]): Map<number, RunningPattern[]> {
  const asking = new Map<number, RunningPattern[]>();
  for (const one of running) {
    for (const predicate of one.pattern.predicates) {
      const others = asking.get(predicate);
      if (others === undefined) asking.set(predicate, [one]);
      else others.push(one);
    }
  }
  return asking;
}
