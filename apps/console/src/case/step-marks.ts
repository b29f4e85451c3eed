import type { MatchView } from '../api/contract.js';
import { sentenceCase } from '../format/words.js';

/** Which step of which match a transaction met. */
export interface StepMark {
  /** Which of the decision's matches. */
  readonly match: number;
  /** The step's number; with several matches behind the match's letter: "2", "A2". */
  readonly short: string;
  /** The step's name, numbered where it was met more than once: "Probe 1", "A Probe 1". */
  readonly name: string;
  /** With the pattern: "Card testing: probe 1". */
  readonly title: string;
}

/** By transaction. One that several matches took, or one match for several steps, has a mark for each. */
export function marksOf(matches: readonly MatchView[]): ReadonlyMap<string, readonly StepMark[]> {
  const marks = new Map<string, StepMark[]>();
  matches.forEach((match, matchIndex) => {
    const letter = letterOf(matchIndex, matches.length);
    match.steps.forEach(({ step, events }, stepIndex) => {
      events.forEach(({ transaction_id: id }, index) => {
        const name = stepName(step, index, events.length);
        const mark = {
          match: matchIndex,
          short: `${letter}${stepIndex + 1}`,
          name: letter === '' ? name : `${letter} ${name}`,
          title: `${sentenceCase(match.pattern_id)}: ${name.toLowerCase()}`,
        };
        marks.set(id, [...(marks.get(id) ?? []), mark]);
      });
    });
  });
  return marks;
}

/** What tells several matches apart; nothing where there is one. */
export function letterOf(match: number, matches: number): string {
  return matches > 1 ? String.fromCodePoint(65 + (match % 26)) : '';
}

/** "Cashout"; of a step that took several, "Probe 2". */
export function stepName(step: string, index: number, count: number): string {
  return count > 1 ? `${sentenceCase(step)} ${index + 1}` : sentenceCase(step);
}
