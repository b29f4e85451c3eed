/** Something that speaks against a model file. */
export interface CheckProblem {
  /** Stable, for programs. */
  readonly code: string;
  readonly detail: string;
}
