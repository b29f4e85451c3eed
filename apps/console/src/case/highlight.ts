import { useState } from 'react';
import type { StepMark } from './step-marks.js';

/** Which match stands out on the page: the one that is pointed at, else the one that was chosen. */
export interface Highlight {
  readonly lit: number | undefined;
  readonly chosen: number | undefined;
  readonly pointAt: (match: number | undefined) => void;
  /** Chooses it, or lets go of it. */
  readonly toggle: (match: number) => void;
}

export function useHighlight(): Highlight {
  const [pointed, pointAt] = useState<number>();
  const [chosen, setChosen] = useState<number>();
  return {
    lit: pointed ?? chosen,
    chosen,
    pointAt,
    toggle: (match) => setChosen((before) => (before === match ? undefined : match)),
  };
}

export function isLit(marks: readonly StepMark[], lit: number | undefined): boolean {
  return lit !== undefined && marks.some(({ match }) => match === lit);
}
