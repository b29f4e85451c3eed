/** Compares what the engine makes of a conformance case with the recorded answer. */
import type { CaseMatch, ConformanceCase } from './conformance-case.js';
import { type CaseOutcome, type Found, refusalOf, runCase } from './run-case.js';

export interface Verdict {
  readonly result: 'passed' | 'failed' | 'not counted';
  /** Why it failed or is not counted, in lines. */
  readonly reasons: readonly string[];
}

/** Runs it twice, the second time with the state written and read back after every event. */
export function judgeCase(one: ConformanceCase): Verdict {
  const reasons = differencesOf(one);
  // Not binding: there Caracal may do what Flink's manual promises, or any other order.
  const unbinding =
    one.quirks !== undefined ? `quirk ${one.quirks.join(', ')}` : one.tieBreak === 'heap' ? 'heap order' : '';
  if (unbinding !== '') {
    const told = reasons.length === 0 ? ['as Flink'] : ['other than Flink', ...reasons];
    return { result: 'not counted', reasons: [`${unbinding}: ${told[0]}`, ...told.slice(1)] };
  }
  return { result: reasons.length === 0 ? 'passed' : 'failed', reasons };
}

function differencesOf(one: ConformanceCase): readonly string[] {
  try {
    const refusal = refusalOf(one);
    if (one.error !== undefined && one.errorPhase !== 'runtime') {
      return refusal === undefined ? [`must be refused: ${one.error}`] : [];
    }
    if (refusal !== undefined) return endsGroupWithNot(one.pattern.stages) ? [] : [`is refused: ${refusal}`];
    const plain = differences(one, runCase(one, false));
    if (plain.length > 0) return plain;
    return differences(one, runCase(one, true)).map((line) => `after restarts: ${line}`);
  } catch (error) {
    return [`stops with ${String(error)}`];
  }
}

/** Flink ignores such a step (FLINK-15980); Caracal refuses it, which is right. */
function endsGroupWithNot(stages: ConformanceCase['pattern']['stages']): boolean {
  return stages.some(({ group }) => group && (group.at(-1)?.contiguity === 'notFollowedBy' || endsGroupWithNot(group)));
}

function differences(one: ConformanceCase, outcome: CaseOutcome): string[] {
  if (one.error !== undefined) return outcome.failure === undefined ? [`must fail: ${one.error}`] : [];
  if (outcome.failure !== undefined) return [`fails: ${outcome.failure}`];
  const { matches = [], at, timeouts, timeoutsAt, timeoutTimes, late, ordered = false } = one;
  const lines = [
    ...difference('matches', outcome.matches.map(matchText), matches.map(recordedText), ordered),
    ...(timeouts ? difference('time-outs', outcome.timeouts.map(matchText), timeouts.map(recordedText), ordered) : []),
    ...difference('late events', outcome.late.map(String), late?.map(String) ?? [], false),
    ...single('runs left', outcome.remaining, one.remainingPartials),
    ...single('buffer empty', outcome.idle, one.bufferEmpty),
  ];
  // Where and when they came out says something only about the same ones.
  if (lines.length > 0) return lines;
  return [
    ...placed('matches at', outcome.matches, matches, at, ({ at }) => at),
    ...placed('time-outs at', outcome.timeouts, timeouts, timeoutsAt, ({ at }) => at),
    ...placed('times of time-outs', outcome.timeouts, timeouts, timeoutTimes, ({ time }) => String(time)),
  ];
}

function placed<F extends Found>(
  what: string,
  have: readonly F[],
  want: readonly CaseMatch[] | undefined,
  places: readonly (number | string)[] | undefined,
  placeOf: (found: F) => string,
): string[] {
  if (!want || !places) return [];
  const wanted = want.map((match, i) => `${recordedText(match)} at ${places[i]}`);
  return difference(
    what,
    have.map((found) => `${matchText(found)} at ${placeOf(found)}`),
    wanted,
    false,
  );
}

/** As multisets, unless the order counts; says those only that differ. */
function difference(what: string, have: readonly string[], want: readonly string[], ordered: boolean): string[] {
  if (ordered) return have.join() === want.join() ? [] : haveAndWant(`${what} in order`, have, want);
  const besides = without(have, want);
  const lacking = without(want, have);
  if (besides.length + lacking.length === 0) return [];
  const same = have.length - besides.length;
  return haveAndWant(same > 0 ? `${what}, besides ${same} that agree` : what, besides, lacking);
}

/** One list less the other, each as often as it occurs. */
function without(list: readonly string[], other: readonly string[]): string[] {
  const left = [...other];
  return list.filter((text) => {
    const at = left.indexOf(text);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function haveAndWant(what: string, have: readonly string[], want: readonly string[]): string[] {
  const text = (values: readonly string[]): string => (values.length === 0 ? 'none' : values.join(' | '));
  return [`${what}: have ${text(have)}`, `${' '.repeat(what.length)}  want ${text(want)}`];
}

function single<T>(what: string, have: T, want: T | undefined): string[] {
  return want === undefined || have === want ? [] : [`${what}: have ${String(have)}, want ${String(want)}`];
}

function matchText({ steps }: Found): string {
  return steps.map(([step, events]) => `${step}=${events.join('+')}`).join(' ');
}

function recordedText(match: CaseMatch): string {
  return matchText({ steps: Object.entries(match), at: '' });
}
