/** What Flink CEP refuses when a pattern is built, and what would hang or crash it when it runs. In words. */
import { type DefinitionPath, suggestName } from '#cel';
import { type SkipStrategy, type Step, STEPS_MAX } from './pattern-definition.js';

/** Most states that a pattern may unfold to. */
const STATES_MAX = 1000;

export interface PatternShape {
  readonly steps: readonly Step[];
  readonly skip: SkipStrategy;
  readonly withinMs: number;
  readonly eachMs: number;
}

export interface StepProblem {
  readonly detail: string;
  /** The step that it is about, unless it is about the whole sequence. */
  readonly step?: string;
  /** What of the step, where that is written in a field of its own. */
  readonly field?: DefinitionPath;
}

export const TOO_MANY_STATES = 'the repeats multiply to too many states; use smaller counts or a loop';

/** All problems, in words; empty when the steps can be built. */
export function checkSteps(shape: PatternShape): StepProblem[] {
  const problems: StepProblem[] = [];
  const names = namesOf(shape.steps);
  for (const step of new Set(names.filter((name, i) => names.indexOf(name) !== i))) {
    const detail = `the step name \`${step}\` is used twice; give the second its own name, with the same condition`;
    problems.push({ step, detail });
  }
  if (names.length > STEPS_MAX * 2)
    problems.push({ detail: `there are ${names.length} steps; at most ${STEPS_MAX * 2} are allowed` });
  const states = statesOf(shape.steps);
  if (states > STATES_MAX) problems.push({ detail: TOO_MANY_STATES });
  checkList(shape.steps, shape, false, problems);
  checkSkip(shape, problems);
  return problems;
}

type Say = (detail: string) => void;

function checkList(steps: readonly Step[], shape: PatternShape, inGroup: boolean, problems: StepProblem[]): void {
  for (const [i, step] of steps.entries()) {
    const say: Say = (detail) => void problems.push({ step: step.name, detail: `${labelOf(step)}: ${detail}` });
    checkRepeats(step, say);
    if (step.not) checkNot(steps, i, say);
    const previous = steps[i - 1];
    if (step.optional && previous?.greedy) say('an optional step can’t follow a greedy one');
    checkWindows(step, shape.withinMs, i === steps.length - 1, say);
    if (step.choice) checkChoice(step, shape, say, problems);
    else if (step.group) checkList(step.group, shape, true, problems);
  }
  const last = steps.at(-1);
  if (!last?.not || last.contiguity === 'strict') return;
  const step = last.name;
  if (inGroup) {
    const detail = `step \`${step}\`: a group can’t end with \`-> !${step}\`; put what follows the group inside it`;
    problems.push({ step, detail });
  } else if (shape.withinMs + shape.eachMs + (last.withinPreviousMs ?? 0) === 0) {
    const detail = `step \`${step}\`: \`-> !${step}\` at the end needs \`within\`, to know when its time is up`;
    problems.push({ step, detail });
  }
}

function checkRepeats(step: Step, say: Say): void {
  const { times } = step;
  if (times && times.from < 1) say('must occur at least once; write `?` to make it optional');
  if (times?.to !== undefined && times.to < times.from) say('its counts are the wrong way round');
  if (step.inner && !times) say(`\`${step.inner}\` says how repeats follow each other, and it has none`);
  if (step.until !== undefined && (!times || times.to !== undefined))
    say('`until` ends a loop, and it is none; write `+`');
  if (!step.greedy) return;
  if (!times) say('`greedy` is about repeats, and it has none');
  if (step.inner === 'any') say('`greedy` and `any` contradict each other');
  if (step.choice ? !step.group?.every(takesOneEvent) : step.group) {
    say(`a ${step.choice ? 'choice with alternatives of several events' : 'group'} can’t be greedy`);
  }
}

/** As Flink does, only where the step has states that wait so long: not for the last of its repeats, which is built first. */
function checkWindows(step: Step, withinMs: number, isLast: boolean, say: Say): void {
  if (withinMs === 0) return;
  const { not, group, choice, times, withinPreviousMs = 0 } = step;
  const waits = (!group || choice) && !times && !(not && step.contiguity !== 'strict' && !isLast);
  if (waits && withinPreviousMs > withinMs)
    say('the time from the previous event is longer than the whole pattern’s `within`');
  const repeats = !group && times && (times.to !== 1 || step.optional);
  if (repeats && (times.withinMs ?? 0) > withinMs)
    say('the time between its repeats is longer than the whole pattern’s `within`');
}

function checkNot(steps: readonly Step[], i: number, say: Say): void {
  const step = steps[i]!;
  if (i === 0) say('a sequence or group can’t begin with a negated step');
  else if (steps[i - 1]!.optional) say('a negated step can’t directly follow an optional one');
  else if (steps.slice(0, i).every(canBeEmpty)) say('before a negated step there must be one that is not optional');
  if (step.times || step.optional || step.greedy || step.until !== undefined || step.group) {
    say('a negated step can’t be repeated, optional or a group');
  }
  if (step.contiguity === 'any') say('a negated step is strict or relaxed');
}

function checkChoice(choice: Step, shape: PatternShape, say: Say, problems: StepProblem[]): void {
  const branches = choice.group ?? [];
  if (branches.length < 2) say('a choice needs at least two alternatives');
  for (const branch of branches) {
    const name = labelOf(branch);
    if (branch.not) say(`${name} can’t be negated as an alternative; write \`!\` before or after the choice`);
    else if (beginsOptionally(branch)) {
      say(`${name} could take no event at its beginning; make the choice as a whole optional, or write \`a b | b\``);
    }
    if (headWaits(branch)) say(`${name} is an alternative: a group repeated in it can’t begin with a group`);
    if (branch.contiguity) say(`${name} is an alternative: the contiguity belongs to the choice`);
    if (branch.withinPreviousMs) say(`${name} is an alternative: \`withinPreviousMs\` belongs to the choice`);
    if (branch.greedy) say(`${name} is an alternative, and can’t be greedy: what follows is the choice’s to say`);
    checkList([branch], shape, true, problems);
  }
}

/** Whether an alternative is one step for one event, so that it is decided at once. */
export function takesOneEvent(branch: Step): boolean {
  return branch.times === undefined && branch.group === undefined;
}

function beginsOptionally(step: Step): boolean {
  const [first] = step.group ?? [];
  return step.optional === true || (first !== undefined && !step.choice && beginsOptionally(first));
}

/** An alternative's first step must not wait for its event: the choice does. */
function headWaits(step: Step): boolean {
  const [first] = step.group ?? [];
  if (!first?.group || step.choice) return false;
  return first.contiguity !== undefined || headWaits(first);
}

/** Whether a run can pass the step without taking an event. */
export function canBeEmpty(step: Step): boolean {
  return step.not === true || step.optional === true || (step.group?.every(canBeEmpty) ?? false);
}

function checkSkip({ skip, steps }: PatternShape, problems: StepProblem[]): void {
  if (!('step' in skip)) return;
  const single = steps.filter(({ group }) => !group).map(({ name }) => name);
  if (single.includes(skip.step)) return;
  const say = (detail: string): void => void problems.push({ detail: `skip: ${detail}` });
  if (steps.some(({ name }) => name === skip.step)) say(`\`${skip.step}\` holds no events of its own`);
  else if (namesOf(steps).includes(skip.step)) {
    say(
      `\`${skip.step}\` is inside a group or choice, and can be found several times or not at all; name another step`,
    );
  } else say(`there is no step \`${skip.step}\`${suggestName(skip.step, single)}`);
}

/** Every name, those of groups and choices among them. */
function namesOf(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => (step.group ? [step.name, ...namesOf(step.group)] : [step.name]));
}

function labelOf(step: Step): string {
  return step.choice ? 'the choice' : step.group ? 'the group' : `step \`${step.name}\``;
}

function statesOf(steps: readonly Step[]): number {
  let total = 0;
  for (const { times, group, choice } of steps) {
    const copies = times ? (times.to ?? times.from + 1) : 1;
    // A choice has its alternatives behind each of its two waiting states.
    const each = group ? (choice ? 2 + 2 * statesOf(group) : statesOf(group)) : 2;
    total += copies * each;
  }
  return total;
}
