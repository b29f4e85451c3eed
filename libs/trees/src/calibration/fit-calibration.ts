/** Fits what turns margins into probabilities, on rows that the trees were not grown from. */
import { TreesInputError } from '../trees-error.js';
import { sigmoid, type Calibration } from './calibration.js';

/**
 * Platt's sigmoid (1999), by Newton's method with his targets (n + 1)/(n + 2) and 1/(n + 2), which keep it finite where
 * margins part the labels perfectly. Lin, Lin and Weng, "A Note on Platt's Probabilistic Outputs" (2007). Throws
 * `TreesInputError` unless both labels are there.
 */
export function fitPlatt(labels: Uint8Array, margins: ArrayLike<number>): Calibration {
  const { ones, zeros } = checkRows(labels, margins);
  const targets = [1 / (zeros + 2), (ones + 1) / (ones + 2)];
  const lossAt = (slope: number, offset: number): number => {
    let loss = 0;
    for (let i = 0; i < labels.length; i++) {
      const z = slope * margins[i]! + offset;
      loss += Math.max(z, 0) - targets[labels[i]!]! * z + Math.log1p(Math.exp(-Math.abs(z)));
    }
    return loss;
  };
  let slope = 0;
  let offset = Math.log((ones + 1) / (zeros + 1));
  let loss = lossAt(slope, offset);
  for (let step = 0; step < 100; step++) {
    let [gs, go, hss, hso, hoo] = [0, 0, 1e-12, 0, 1e-12];
    for (let i = 0; i < labels.length; i++) {
      const p = sigmoid(slope * margins[i]! + offset);
      const g = p - targets[labels[i]!]!;
      const h = p * (1 - p);
      gs += g * margins[i]!;
      go += g;
      hss += h * margins[i]! * margins[i]!;
      hso += h * margins[i]!;
      hoo += h;
    }
    if (Math.abs(gs) < 1e-9 * labels.length && Math.abs(go) < 1e-9 * labels.length) break;
    const determinant = hss * hoo - hso * hso || 1e-12;
    const stepSlope = (hoo * gs - hso * go) / determinant;
    const stepOffset = (hss * go - hso * gs) / determinant;
    let size = 1;
    let next = lossAt(slope - stepSlope, offset - stepOffset);
    while (next > loss && size > 1e-8) {
      size /= 2;
      next = lossAt(slope - size * stepSlope, offset - size * stepOffset);
    }
    if (!(next <= loss)) break;
    slope -= size * stepSlope;
    offset -= size * stepOffset;
    loss = next;
  }
  return { kind: 'platt', slope, offset };
}

/** Margins nearer than this are one knot: a steeper line would turn float32 rounding of margins into probability. */
const KNOT_GAP_MIN = 0.01;
const GROUPS_MAX = 1000;

/**
 * Isotonic regression by pooling adjacent violators (Ayer et al., 1955; Zadrozny and Elkan, 2002), over at most 1,000 groups
 * of rows with neighbouring margins, with straight lines between the groups' means, so that the order of margins is not
 * lost within a step. Throws `TreesInputError` unless both labels are there.
 */
export function fitIsotonic(labels: Uint8Array, margins: ArrayLike<number>): Calibration {
  checkRows(labels, margins);
  const pooled: Group[] = [];
  for (const group of groupsOf(labels, margins)) {
    let last = group;
    while (pooled.length > 0 && !rises(pooled.at(-1)!, last)) last = merged(pooled.pop()!, last);
    pooled.push(last);
  }
  return {
    kind: 'isotonic',
    // Float32, as the graph of an exported model has them.
    margins: pooled.map(({ rows, marginSum }) => Math.fround(marginSum / rows)),
    probabilities: pooled.map(({ rows, ones }) => Math.fround(ones / rows)),
  };
}

interface Group {
  readonly rows: number;
  readonly ones: number;
  readonly marginSum: number;
}

/** Whether the second group is of clearly higher margins, and has a higher share of ones. */
function rises(a: Group, b: Group): boolean {
  return b.ones * a.rows > a.ones * b.rows && b.marginSum / b.rows - a.marginSum / a.rows >= KNOT_GAP_MIN;
}

function groupsOf(labels: Uint8Array, margins: ArrayLike<number>): Group[] {
  const order = Uint32Array.from(labels, (_, i) => i).sort((a, b) => margins[a]! - margins[b]!);
  const size = Math.ceil(labels.length / GROUPS_MAX);
  const groups: Group[] = [];
  for (const row of order) {
    const margin = margins[row]!;
    const one = { rows: 1, ones: labels[row]!, marginSum: margin };
    const last = groups.at(-1);
    if (last && last.rows < size) groups[groups.length - 1] = merged(last, one);
    else groups.push(one);
  }
  return groups;
}

function merged(a: Group, b: Group): Group {
  return { rows: a.rows + b.rows, ones: a.ones + b.ones, marginSum: a.marginSum + b.marginSum };
}

function checkRows(labels: Uint8Array, margins: ArrayLike<number>): { ones: number; zeros: number } {
  if (margins.length !== labels.length)
    throw new TreesInputError([`there are ${margins.length} margins for ${labels.length} labels`]);
  let ones = 0;
  for (let i = 0; i < labels.length; i++) {
    ones += labels[i]!;
    if (!Number.isFinite(margins[i])) throw new TreesInputError([`the margin of row ${i} is ${margins[i]}`]);
  }
  const zeros = labels.length - ones;
  if (ones === 0 || zeros === 0) throw new TreesInputError(['a calibration needs rows of both labels']);
  return { ones, zeros };
}
