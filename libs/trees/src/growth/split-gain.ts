/**
 * What a leaf is worth: Chen and Guestrin, "XGBoost: A Scalable Tree Boosting System" (2016), equations 5 to 7, without
 * the factor ½, as XGBoost's code has it. G and H are sums of first and second derivatives.
 */
export interface SplitRules {
  readonly l1: number;
  readonly l2: number;
  readonly minChildWeight: number;
  readonly minSplitGain: number;
  readonly oneAgainstRestMax: number;
  readonly categorySmoothing: number;
  /** Whether any column is monotone: then leaf values have bounds. */
  readonly bounded: boolean;
  /** What one step of the whole-number gradients is worth. */
  readonly gradientUnit: number;
  readonly hessianUnit: number;
}

/** A gain below this is rounding of leaf values, not knowledge. XGBoost's `kRtEps`. */
export const GAIN_MIN = 1e-6;

/** Value of a leaf: the Newton step, cut to the bounds that monotone splits above have set. */
export function leafValue(g: number, h: number, rules: SplitRules, lower: number, upper: number): number {
  if (h + rules.l2 <= 0) return 0;
  const step = -shrunk(g, rules.l1) / (h + rules.l2);
  return rules.bounded ? Math.min(upper, Math.max(lower, step)) : step;
}

/** How much a leaf lowers the loss (twice that, to second order). */
export function leafGain(g: number, h: number, rules: SplitRules, lower: number, upper: number): number {
  if (h + rules.l2 <= 0) return 0;
  if (!rules.bounded) {
    const s = rules.l1 === 0 ? g : shrunk(g, rules.l1);
    return (s * s) / (h + rules.l2);
  }
  const w = leafValue(g, h, rules, lower, upper);
  return -(2 * g * w + (h + rules.l2) * w * w + 2 * rules.l1 * Math.abs(w));
}

function shrunk(g: number, l1: number): number {
  if (g > l1) return g - l1;
  return g < -l1 ? g + l1 : 0;
}
