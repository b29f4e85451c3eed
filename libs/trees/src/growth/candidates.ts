/**
 * Keeps the best of many candidate splits of one node, all in whole-number units: to compare gains, no division is needed.
 * One object per thread is used again and again; allocating one per search would cost as much as the search.
 */
import { GAIN, LEFT_G, LEFT_H, LIMIT, MISSING_LEFT, type NodeTotals } from './split-record.js';
import { GAIN_MIN, leafGain, leafValue, type SplitRules } from './split-gain.js';

export class Candidates {
  /** Gain of both children together that has to be beaten. */
  best = 0;
  /** The rules in whole-number units. */
  l1 = 0;
  l2 = 0;
  minH = 0;
  private node!: NodeTotals;
  private rules!: SplitRules;
  private monotone = 0;
  private totalG = 0;
  private totalH = 0;
  private parentGain = 0;
  private limit = -1;
  private missingLeft = 0;
  private leftG = 0;
  private leftH = 0;

  begin(node: NodeTotals, rules: SplitRules, monotone: number): void {
    const { gradientUnit, hessianUnit } = rules;
    this.node = node;
    this.rules = rules;
    this.monotone = monotone;
    this.totalG = node.g;
    this.totalH = node.h;
    this.l1 = rules.l1 / gradientUnit;
    this.l2 = rules.l2 / hessianUnit;
    this.minH = rules.minChildWeight / hessianUnit;
    this.parentGain = leafGain(node.g * gradientUnit, node.h * hessianUnit, rules, node.lower, node.upper);
    this.best = (this.parentGain + Math.max(rules.minSplitGain, GAIN_MIN)) / this.gainUnit();
    this.limit = -1;
    this.missingLeft = 0;
    this.leftG = 0;
    this.leftH = 0;
  }

  /** Takes the split with these sums on the left if it is allowed and better than all before; of equals the first stays. */
  consider(leftG: number, leftH: number, limit: number, missingLeft: number): boolean {
    const rightH = this.totalH - leftH;
    if (leftH < this.minH || rightH < this.minH || leftH <= 0 || rightH <= 0) return false;
    const rightG = this.totalG - leftG;
    if (this.rules.bounded) return this.considerBounded(leftG, leftH, rightG, rightH, limit, missingLeft);
    const { l1 } = this;
    const lg = l1 === 0 ? leftG : shrunk(leftG, l1);
    const rg = l1 === 0 ? rightG : shrunk(rightG, l1);
    const lh = leftH + this.l2;
    const rh = rightH + this.l2;
    const numerator = lg * lg * rh + rg * rg * lh;
    const denominator = lh * rh;
    if (numerator <= this.best * denominator) return false;
    return this.take(numerator / denominator, leftG, leftH, limit, missingLeft);
  }

  write(records: Float64Array, at: number): void {
    records[at + GAIN] = this.limit < 0 ? 0 : this.best * this.gainUnit() - this.parentGain;
    records[at + LIMIT] = this.limit;
    records[at + MISSING_LEFT] = this.missingLeft;
    records[at + LEFT_G] = this.leftG;
    records[at + LEFT_H] = this.leftH;
  }

  private considerBounded(
    leftG: number,
    leftH: number,
    rightG: number,
    rightH: number,
    limit: number,
    missingLeft: number,
  ): boolean {
    const { rules, monotone } = this;
    const { gradientUnit, hessianUnit } = rules;
    const { lower, upper } = this.node;
    const lg = leftG * gradientUnit;
    const lh = leftH * hessianUnit;
    const rg = rightG * gradientUnit;
    const rh = rightH * hessianUnit;
    const gain = (leafGain(lg, lh, rules, lower, upper) + leafGain(rg, rh, rules, lower, upper)) / this.gainUnit();
    if (gain <= this.best) return false;
    const rise = leafValue(rg, rh, rules, lower, upper) - leafValue(lg, lh, rules, lower, upper);
    if (monotone * rise < 0) return false;
    return this.take(gain, leftG, leftH, limit, missingLeft);
  }

  /** Takes a split that is known to be allowed, and better than `best`. */
  take(gain: number, leftG: number, leftH: number, limit: number, missingLeft: number): boolean {
    this.best = gain;
    this.leftG = leftG;
    this.leftH = leftH;
    this.limit = limit;
    this.missingLeft = missingLeft;
    return true;
  }

  private gainUnit(): number {
    const { gradientUnit, hessianUnit } = this.rules;
    return (gradientUnit * gradientUnit) / hessianUnit;
  }
}

function shrunk(g: number, l1: number): number {
  if (g > l1) return g - l1;
  return g < -l1 ? g + l1 : 0;
}
