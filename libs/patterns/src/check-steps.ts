/** What Flink CEP refuses when a pattern is built, and what would hang or crash it when it runs. In words. */
import { type SkipStrategy, type Step, STEPS_MAX } from './pattern-definition.js';

/** Most states that a pattern may unfold to. */
export const STATES_MAX = 1000;

export interface PatternShape {
  readonly steps: readonly Step[];
  readonly skip: SkipStrategy;
  readonly withinMs: number;
  readonly eachMs: number;
}

/** All problems, in words; empty when the steps can be built. */
export function checkSteps(shape: PatternShape): string[] {
  const problems: string[] = [];
  const names = allNames(shape.steps);
  for (const name of new Set(names.filter((name, i) => names.indexOf(name) !== i))) {
    problems.push(`the step name \`${name}\` is used twice`);
  }
  if (names.length > STEPS_MAX * 2)
    problems.push(`there are ${names.length} steps; at most ${STEPS_MAX * 2} are allowed`);
  const states = statesOf(shape.steps);
  if (states > STATES_MAX) problems.push('the repeats multiply to too many states; use smaller counts or a loop');
  checkList(shape.steps, shape, false, problems);
  checkSkip(shape, problems);
  return problems;
}

function checkList(steps: readonly Step[], shape: PatternShape, inGroup: boolean, problems: string[]): void {
  for (const [i, step] of steps.entries()) {
    const say = (detail: string): void => void problems.push(`step \`${step.name}\`: ${detail}`);
    checkRepeats(step, say);
    if (step.not) checkNot(steps, i, say);
    const previous = steps[i - 1];
    if (step.optional && previous?.greedy) say('an optional step can’t follow a greedy one');
    if (shape.withinMs > 0 && (step.withinPreviousMs ?? 0) > shape.withinMs) {
      say('the time from the previous event is longer than the whole pattern’s `within`');
    }
    if (step.group) checkList(step.group, shape, true, problems);
  }
  const last = steps.at(-1);
  if (!last?.not || last.contiguity === 'strict') return;
  if (inGroup) problems.push(`step \`${last.name}\`: a group can’t end with \`-> !${last.name}\``);
  else if (shape.withinMs + shape.eachMs + (last.withinPreviousMs ?? 0) === 0) {
    problems.push(
      `step \`${last.name}\`: \`-> !${last.name}\` at the end needs \`within\`, to know when its time is up`,
    );
  }
}

function checkRepeats(step: Step, say: (detail: string) => void): void {
  const { times } = step;
  if (times && times.from < 1) say('must occur at least once; write `?` to make it optional');
  if (times?.to !== undefined && times.to < times.from) say('its counts are the wrong way round');
  if (step.inner && !times) say(`\`${step.inner}\` says how repeats follow each other, and it has none`);
  if (step.until !== undefined && (!times || times.to !== undefined))
    say('`until` ends a loop, and it is none; write `+`');
  if (!step.greedy) return;
  if (!times) say('`greedy` is about repeats, and it has none');
  if (step.inner === 'any') say('`greedy` and `any` contradict each other');
  if (step.group) say('a group can’t be greedy');
}

function checkNot(steps: readonly Step[], i: number, say: (detail: string) => void): void {
  const step = steps[i]!;
  if (i === 0) say('a sequence or group can’t begin with a negated step');
  else if (steps[i - 1]!.optional) say('a negated step can’t directly follow an optional one');
  else if (steps.slice(0, i).every(canBeEmpty)) say('before a negated step there must be one that is not optional');
  if (step.times || step.optional || step.greedy || step.until !== undefined || step.group) {
    say('a negated step can’t be repeated, optional or a group');
  }
  if (step.contiguity === 'any') say('a negated step is strict or relaxed');
}

/** Whether a run can pass the step without taking an event. */
export function canBeEmpty(step: Step): boolean {
  return step.not === true || step.optional === true || (step.group?.every(canBeEmpty) ?? false);
}

function checkSkip({ skip, steps }: PatternShape, problems: string[]): void {
  if (!('step' in skip)) return;
  const step = steps.find((one) => one.name === skip.step);
  if (!step) problems.push(`skip: there is no step \`${skip.step}\` outside groups`);
  else if (step.not || step.group) problems.push(`skip: \`${skip.step}\` holds no events of its own`);
}

function allNames(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => (step.group ? [step.name, ...allNames(step.group)] : [step.name]));
}

function statesOf(steps: readonly Step[]): number {
  let total = 0;
  for (const { times, group } of steps) {
    const copies = times ? (times.to ?? times.from + 1) : 1;
    total += copies * (group ? statesOf(group) : 2);
  }
  return total;
}
