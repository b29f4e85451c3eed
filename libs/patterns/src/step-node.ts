/** A step among its neighbours, as the automaton's builder walks over them: backwards, and into groups. */
import type { Step } from './pattern-definition.js';

/** A step and its neighbours; the builder walks these lists backwards. */
export interface StepNode {
  readonly step: Step;
  readonly previous: StepNode | undefined;
  readonly inGroup: GroupScope | undefined;
}

export interface GroupScope {
  readonly node: StepNode;
  /** Whether the first iteration is being built: only there the group's own contiguity and optionality count. */
  first: boolean;
}

/** A group whose steps follow each other; a choice is built as one step. */
export function isGroup(step: Step): boolean {
  return step.group !== undefined && step.choice !== true;
}

/** Alternatives are no heads: they don't wait, their choice does. */
export function isHeadOfGroup(node: StepNode): boolean {
  return node.inGroup !== undefined && node.previous === undefined && isGroup(node.inGroup.node.step);
}

/** Its first iteration can be skipped as a whole, by an edge from here that `group` adds. */
export function isHeadOfOptionalGroup(node: StepNode): boolean {
  return isHeadOfGroup(node) && node.inGroup!.first && (node.inGroup!.node.step.optional ?? false);
}

/** The notFollowedBy steps directly before, looking past optional ones. */
export function precedingNots(node: StepNode): StepNode[] {
  const nots: StepNode[] = [];
  for (let before = node.previous; before; before = before.previous) {
    const forbids = (before.step.not ?? false) && before.step.contiguity !== 'strict';
    if (!forbids && !before.step.optional) break;
    if (forbids) nots.push(before);
  }
  return nots;
}
