/** What the steps could do and analysts can't have meant: without bound, without effect, or never a match. In words. */
import { canBeEmpty, type PatternShape, type StepProblem } from './check-steps.js';
import type { Step } from './pattern-definition.js';

export interface MeaningLimits {
  /** Whether `within` or `session` ends every run. */
  readonly bounded: boolean;
  readonly eventsPerRun: number;
}

/** All problems, beside those of `checkSteps`; Flink CEP lets these run. */
export function checkMeaning({ steps, skip }: PatternShape, { bounded, eventsPerRun }: MeaningLimits): StepProblem[] {
  const problems: StepProblem[] = [];
  const say = (step: Step, detail: string): void => void problems.push({ step: step.name, detail });
  for (const step of endlessLoops(steps)) {
    const label = step.choice ? 'the choice' : step.group ? 'the group' : `\`${step.name}\``;
    if (!bounded)
      say(
        step,
        `${label} repeats without end; give the pattern \`within\` or \`session\`, or the step a highest count`,
      );
  }
  problems.push(...checkLoops(steps), ...checkTimes(steps));
  const last = steps.at(-1);
  if (last?.greedy)
    say(last, '`greedy` needs a step after it to hold back; at the end it changes nothing, leave it out');
  const [first] = steps;
  if (first?.contiguity) say(first, 'the first step follows nothing; leave its contiguity out');
  if (skip.kind === 'first' && first && skip.step === first.name) {
    problems.push({
      detail: `skip: \`first(${skip.step})\` is where the match begins, so nothing is skipped; write \`next\``,
    });
  }
  if ('step' in skip && steps.some(({ name, not }) => not && name === skip.step)) {
    problems.push({
      detail: `skip: \`${skip.step}\` takes no event, and so nothing is skipped; name a step that does`,
    });
  }
  const fewest = fewestEvents(steps);
  if (fewest > eventsPerRun) {
    problems.push({
      detail: `a match needs ${fewest} events, and a run holds at most ${eventsPerRun}; use smaller counts`,
    });
  }
  return problems;
}

/**
 * Loops whose epsilons lead round in a circle: Flink hangs on them once a run gets there. The engine would not, but what
 * they mean is nowhere said.
 */
export function checkLoops(steps: readonly Step[]): StepProblem[] {
  const circles = endlessLoops(steps).filter(({ group }) => group?.every(canBeEmpty));
  return circles.map(({ name }) => ({
    step: name,
    detail: 'a group that repeats without end must hold a step that is not optional',
  }));
}

/** Time limits between neighbours where Flink takes them and never looks at them. */
function checkTimes(steps: readonly Step[]): StepProblem[] {
  return steps.flatMap(({ name: step, group, choice, not, contiguity, times, withinPreviousMs }, i) => {
    const problems = group ? checkTimes(group) : [];
    if (not && contiguity === 'relaxed' && withinPreviousMs !== undefined && i < steps.length - 1) {
      const detail = `\`withinPreviousMs\` of \`!${step}\` would have no effect here; give it to the step after it`;
      problems.push({ step, field: ['withinPreviousMs'], detail });
    }
    const label = choice ? 'the choice' : group ? 'the group' : `\`${step}\``;
    const isGroup = group !== undefined && !choice;
    if (withinPreviousMs !== undefined && (times || isGroup)) {
      const reason = times ? `${label} repeats, and \`withinPreviousMs\`` : '`withinPreviousMs` of a group';
      const instead = times
        ? 'write `within: {each: …}`, which holds for all steps'
        : 'give it to the first step of the group';
      problems.push({ step, field: ['withinPreviousMs'], detail: `${reason} would have no effect; ${instead}` });
    }
    if (times?.withinMs !== undefined && isGroup) {
      const instead = 'give its steps `withinPreviousMs`, or write `within: {each: …}`, which holds for all steps';
      const detail = `\`times.withinMs\` of a group would have no effect; ${instead}`;
      problems.push({ step, field: ['times', 'withinMs'], detail });
    }
    return problems;
  });
}

function endlessLoops(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => [
    ...(step.times && step.times.to === undefined ? [step] : []),
    ...(step.group ? endlessLoops(step.group) : []),
  ]);
}

function fewestEvents(steps: readonly Step[]): number {
  let total = 0;
  for (const { not, optional, times, group, choice } of steps) {
    if (not || optional) continue;
    const once = group ? (choice ? Math.min(...group.map((one) => fewestEvents([one]))) : fewestEvents(group)) : 1;
    total += once * (times?.from ?? 1);
  }
  return total;
}
