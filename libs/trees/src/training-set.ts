/**
 * Rows to learn from, by column. Missing is NaN. A column whose buffer is a `SharedArrayBuffer` is read where it is; any
 * other is copied once, so that threads can see it.
 */
import { TreesInputError } from './trees-error.js';
import { parameterProblems, type TrainingParameters } from './parameters.js';

export interface Feature {
  readonly name: string;
  /** `category`: whole numbers from 0, each its own thing, without order. */
  readonly kind: 'number' | 'category';
  /** 1: the margin never falls as the feature rises, all else equal; -1: never rises. Numbers only. */
  readonly monotone?: -1 | 1;
}

export interface TrainingSet {
  readonly features: readonly Feature[];
  /** One per feature, all of the same length. */
  readonly columns: readonly Float32Array[];
  /** 0 or 1. */
  readonly labels: Uint8Array;
  /** How much each row counts, from 0. Default: 1 each. */
  readonly weights?: Float32Array;
}

/** Highest code of a category, plus one. What has more values than this is a number or needs an encoding of its own. */
export const CATEGORIES_MAX = 4096;
const FEATURES_MAX = 10_000;
/** So that places in a tile are 31-bit numbers. */
const ROWS_MAX = 2 ** 29 - 1;
const PROBLEMS_MAX = 20;

/** Throws `TreesInputError` with everything that is wrong (the first 20 things). */
export function checkTraining(set: TrainingSet, parameters: TrainingParameters, validation?: TrainingSet): void {
  const problems = [...parameterProblems(parameters), ...setProblems(set, '')];
  if (validation) {
    problems.push(...setProblems(validation, 'validation: '));
    const same = JSON.stringify(validation.features) === JSON.stringify(set.features);
    if (!same) problems.push('validation: its features must be those of the training set, in the same order');
  } else if (parameters.stopAfter > 0) {
    problems.push('stopAfter needs a validation set');
  }
  if (problems.length > 0) throw new TreesInputError(problems.slice(0, PROBLEMS_MAX));
}

function setProblems({ features, columns, labels, weights }: TrainingSet, of: string): string[] {
  const rows = labels.length;
  const problems = featureProblems(features).map((problem) => of + problem);
  if (rows === 0) problems.push(`${of}the set has no rows`);
  if (rows > ROWS_MAX) problems.push(`${of}the set has ${rows} rows; at most ${ROWS_MAX} are possible`);
  if (columns.length !== features.length)
    problems.push(`${of}there are ${columns.length} columns for ${features.length} features`);
  for (const [i, column] of columns.entries()) {
    const name = features[i]?.name ?? `number ${i}`;
    if (column.length !== rows) problems.push(`${of}column ${name} has ${column.length} values for ${rows} labels`);
    else problems.push(...columnProblems(column, features[i]?.kind ?? 'number').map((p) => `${of}column ${name} ${p}`));
  }
  if (weights && weights.length !== rows) problems.push(`${of}there are ${weights.length} weights for ${rows} labels`);
  else problems.push(...labelProblems(labels, weights).map((problem) => of + problem));
  return problems;
}

function featureProblems(features: readonly Feature[]): string[] {
  const problems: string[] = [];
  if (features.length === 0) problems.push('the set has no features');
  if (features.length > FEATURES_MAX) problems.push(`the set has more than ${FEATURES_MAX} features`);
  const seen = new Set<string>();
  for (const { name, kind, monotone } of features) {
    if (name === '') problems.push('a feature has no name');
    if (seen.has(name)) problems.push(`feature ${name} is there twice`);
    seen.add(name);
    if (kind === 'category' && monotone)
      problems.push(`feature ${name} is a category, which has no order to be monotone in`);
  }
  return problems;
}

function columnProblems(column: Float32Array, kind: Feature['kind']): string[] {
  for (let row = 0; row < column.length; row++) {
    const x = column[row]!;
    if (x === Infinity || x === -Infinity)
      return [`is ${x} in row ${row}; a missing value is NaN, any other is finite`];
    if (kind === 'category' && x === x) {
      if (x < 0 || !Number.isInteger(x)) return [`is ${x} in row ${row}; a category is a whole number from 0`];
      if (x >= CATEGORIES_MAX)
        return [`has category ${x} in row ${row}; at most ${CATEGORIES_MAX} are possible: group the rare ones`];
    }
  }
  return [];
}

function labelProblems(labels: Uint8Array, weights: Float32Array | undefined): string[] {
  const weightOf = [0, 0];
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    if (label > 1) return [`the label of row ${row} is ${label}; it must be 0 or 1`];
    const weight = weights ? weights[row]! : 1;
    if (!(weight >= 0 && weight < Infinity))
      return [`the weight of row ${row} is ${weight}; it must be finite and not below 0`];
    weightOf[label]! += weight;
  }
  if (labels.length > 0 && !(weightOf[0]! > 0 && weightOf[1]! > 0))
    return [`every row with a weight has label ${weightOf[1]! > 0 ? 1 : 0}; both are needed to learn a difference`];
  return [];
}
