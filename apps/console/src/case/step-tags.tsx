import { isLit } from './highlight.js';
import type { StepMark } from './step-marks.js';

/** The steps of matched patterns that a payment met, by name. */
export function StepTags({ marks, lit }: { readonly marks: readonly StepMark[]; readonly lit: number | undefined }) {
  return marks.map((mark, index) => (
    <span key={index} className={isLit([mark], lit) ? 'step-tag lit' : 'step-tag'} title={mark.title}>
      {mark.name}
    </span>
  ));
}
