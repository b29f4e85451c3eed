/** Steps of the canonical form in the notation of `sequence`, for people who have to find out what a pattern does. */
import type { Contiguity, Step } from '../pattern-definition.js';

/** What a step needs to be written down; whatever its conditions are. */
export type WrittenStep = Omit<Step, 'where' | 'until' | 'group'> & {
  readonly until?: unknown;
  readonly group?: readonly WrittenStep[] | undefined;
};

/**
 * `a -> b+ greedy !c d`. Time limits, which the notation lacks, follow their step as `[5 ms]` (since the event before) or
 * `[5 ms between]`.
 */
export function sequenceText(steps: readonly WrittenStep[]): string {
  return steps.map((step, i) => `${i === 0 ? '' : CONNECTORS[step.contiguity ?? 'strict']}${stepText(step)}`).join('');
}

const CONNECTORS: Readonly<Record<Contiguity, string>> = { strict: ' ', relaxed: ' -> ', any: ' ->> ' };

function stepText(step: WrittenStep): string {
  const { times, withinPreviousMs } = step;
  const name = step.group ? `(${sequenceText(step.group)})` : step.name;
  const words = [
    `${step.not ? '!' : ''}${name}${repeatText(step)}`,
    ...(step.greedy ? ['greedy'] : []),
    ...(step.inner ? [step.inner] : []),
    ...(step.until === undefined ? [] : ['until(…)']),
    ...(withinPreviousMs === undefined ? [] : [`[${withinPreviousMs} ms]`]),
    ...(times?.withinMs === undefined ? [] : [`[${times.withinMs} ms between]`]),
  ];
  return words.join(' ');
}

function repeatText({ times, optional }: WrittenStep): string {
  const maybe = optional ? '?' : '';
  if (!times) return maybe;
  const { from, to } = times;
  if (to === undefined && from === 1) return optional ? '*' : '+';
  return `{${from}${to === from ? '' : `,${to ?? ''}`}}${maybe}`;
}
