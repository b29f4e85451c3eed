/** The skip strategy: which complete matches come out now, and what they make pointless. As Flink's NFA does. */
import type { SkipStrategy } from './pattern-definition.js';
import type { Complete, PatternEvent, Run, Taken } from './pattern-state.js';

/**
 * The earliest-started match comes out unless a live run started strictly earlier: then it and all later ones wait.
 *
 * @param skipStep - index of the step that `first` and `last` name, -1 otherwise
 */
export function releaseMatches<E extends PatternEvent>(
  skip: SkipStrategy,
  skipStep: number,
  runs: Run<E>[],
  waiting: readonly Complete<E>[],
  completed: readonly Complete<E>[],
): { released: Complete<E>[]; runs: Run<E>[]; waiting: readonly Complete<E>[] } {
  let queue: readonly Complete<E>[] = [...waiting, ...completed].sort((a, b) => compare(a.start, b.start));
  let alive = runs;
  const released: Complete<E>[] = [];
  for (let match = queue[0]; match; match = queue[0]) {
    const { start } = match;
    if (alive.some((run) => compare(run.start, start) < 0)) break;
    released.push(match);
    const keeps = survivors(skip, skipStep, match);
    queue = queue.slice(1).filter(keeps);
    if (keeps !== keepAll) alive = alive.filter(keeps);
  }
  return { released, runs: alive, waiting: queue };
}

const keepAll = (): boolean => true;

function survivors<E extends PatternEvent>(
  skip: SkipStrategy,
  skipStep: number,
  match: Complete<E>,
): (run: Complete<E>) => boolean {
  switch (skip.kind) {
    case 'none':
      return keepAll;
    case 'next':
      return (run) => compare(run.start, match.start) > 0;
    case 'past-last':
      return (run) => compare(run.start, match.taken) > 0;
    default: {
      const target = eventOf(match, skipStep, skip.kind);
      return target ? (run) => compare(run.start, target) >= 0 : keepAll;
    }
  }
}

function eventOf<E extends PatternEvent>(
  match: Complete<E>,
  step: number,
  which: 'first' | 'last',
): Taken<E> | undefined {
  let found: Taken<E> | undefined;
  for (let one: Taken<E> | undefined = match.taken; one; one = one.previous) {
    if (one.step !== step) continue;
    found = one;
    if (which === 'last') return found;
  }
  return found;
}

/** By time, then by arrival. */
function compare(a: Taken, b: Taken): number {
  return a.event.occurredAtMs - b.event.occurredAtMs || a.sequence - b.sequence;
}
