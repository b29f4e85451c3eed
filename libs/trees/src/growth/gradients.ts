/**
 * Margins and gradients of the logistic loss: g = w (p - y), h = w p (1 - p). Both are rounded to whole numbers of at most
 * 29 bits, so that their sums over any rows are exact in a double (fewer bits from 16 million rows on): the fixed-point
 * gradients of XGBoost's GPU trainer, for the same reason, which is that every run gives the same sums.
 */
import type { BinTree } from './bin-tree.js';
import { leafOf } from './bin-tree.js';
import type { TrainingSpace } from './training-space.js';

const SUM_BITS = 53;
const GRADIENT_BITS_MAX = 29;

/** What one step of the whole numbers is worth, for weights up to `weightMax`. Powers of 2. */
export function gradientUnits(rows: number, weightMax: number): { gradientUnit: number; hessianUnit: number } {
  const bits = Math.min(GRADIENT_BITS_MAX, SUM_BITS - Math.ceil(Math.log2(rows + 1)));
  const gradientUnit = 2 ** (Math.ceil(Math.log2(weightMax)) - bits);
  return { gradientUnit, hessianUnit: gradientUnit / 4 };
}

/** Adds to the margins of rows[begin..end) what their leaf says, and renews their gradients. */
export function addLeaf(space: TrainingSpace, begin: number, end: number, value: number): void {
  const { rows, margins } = space;
  for (let i = begin; i < end; i++) margins[rows[i]!]! += value;
  renewGradients(space, begin, end);
}

/** The same for rows that the tree was grown without. */
export function addTree(space: TrainingSpace, begin: number, end: number, tree: BinTree): void {
  const { rows, margins, tiles } = space;
  for (let i = begin; i < end; i++) {
    const row = rows[i]!;
    margins[row]! += tree.value[leafOf(tree, tiles, row)]!;
  }
  renewGradients(space, begin, end);
}

/** Margins of validation rows. */
export function addTreeToValidation(space: TrainingSpace, begin: number, end: number, tree: BinTree): void {
  const { tiles, margins } = space.validation!;
  for (let row = begin; row < end; row++) margins[row]! += tree.value[leafOf(tree, tiles, row)]!;
}

/** Puts the gradients of rows[begin..end) side by side. */
export function orderGradients(space: TrainingSpace, begin: number, end: number): void {
  const { rows, gradients, ordered } = space;
  for (let i = begin; i < end; i++) {
    const row = rows[i]!;
    ordered[2 * i] = gradients[2 * row]!;
    ordered[2 * i + 1] = gradients[2 * row + 1]!;
  }
}

/** Whole-number [G, H] of rows[begin..end). */
export function sumGradients(space: TrainingSpace, begin: number, end: number): [g: number, h: number] {
  const { rows, gradients } = space;
  let g = 0;
  let h = 0;
  for (let i = begin; i < end; i++) {
    g += gradients[2 * rows[i]!]!;
    h += gradients[2 * rows[i]! + 1]!;
  }
  return [g, h];
}

function renewGradients(space: TrainingSpace, begin: number, end: number): void {
  const { rows, margins, labels, weights, positiveWeight, gradients, rules } = space;
  for (let i = begin; i < end; i++) {
    const row = rows[i]!;
    const label = labels[row]!;
    const p = 1 / (1 + Math.exp(-margins[row]!));
    const weight = (weights ? weights[row]! : 1) * (label === 1 ? positiveWeight : 1);
    gradients[2 * row] = Math.round((weight * (p - label)) / rules.gradientUnit);
    // At least one step: a leaf of rows that the model is sure of still has a weight.
    gradients[2 * row + 1] = weight === 0 ? 0 : Math.max(1, Math.round((weight * p * (1 - p)) / rules.hessianUnit));
  }
}
