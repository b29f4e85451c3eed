/**
 * Gradient boosting for the logistic loss, second order, on histograms: Friedman (2001), Chen and Guestrin (2016). The same
 * data, parameters and seed give the same model to the byte, however many threads work on it.
 */
import { binnedColumns, binningSpace } from './binning/binning-space.js';
import { emptyTiles, type BinnedColumn, type Tile } from './binning/tiles.js';
import { BLOCK, blocksOf } from './growth/blocks.js';
import { gradientUnits } from './growth/gradients.js';
import { growTree, type GrownTree } from './growth/grow-tree.js';
import { binTreeOf, type TreeDraft } from './growth/tree-draft.js';
import { trainingSpace, type TrainingSpace } from './growth/training-space.js';
import { averagePrecision } from './metrics/ranking.js';
import { buildTrees } from './model-builder.js';
import { DEFAULT_PARAMETERS, type TrainingParameters } from './parameters.js';
import { uniform } from './random.js';
import { inSharedMemory, sharedDoubles } from './thread-memory.js';
import type { Crew } from './threads/crew.js';
import { InlineCrew } from './threads/inline-crew.js';
import { ThreadCrew } from './threads/thread-crew.js';
import { checkTraining, type TrainingSet } from './training-set.js';
import { TreesInputError } from './trees-error.js';
import type { TreeModel } from './tree-model.js';

export interface TrainingOptions {
  /** Rows that are not learned from, for `progress` and early stopping. The same features in the same order. */
  readonly validation?: TrainingSet;
  /** 1, the default: in the calling thread. More: as many worker threads, while the calling one waits. At most 256. */
  readonly threads?: number;
  /** Ends training between two steps: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TrainingProgress) => void;
}

export interface TrainingProgress {
  /** Trees grown so far, of how many at most. */
  readonly trees: number;
  readonly of: number;
  /** Of the validation set, after these trees. */
  readonly averagePrecision?: number;
}

export interface Trained {
  readonly model: TreeModel;
  /** Columns with nothing to learn from: constant, or missing in every row. */
  readonly ignored: readonly string[];
  /** Of the validation set, after each tree that was grown; the model ends with the best where training stops early. */
  readonly history: readonly number[];
}

const THREADS_MAX = 256;
const NAMED_MAX = 10;

/** Rejects with `TreesInputError` when parameters or data can't be used; see `TrainingParameters` and `TrainingSet`. */
export async function train(
  set: TrainingSet,
  parameters: Partial<TrainingParameters> = {},
  options: TrainingOptions = {},
): Promise<Trained> {
  const chosen = { ...DEFAULT_PARAMETERS, ...parameters };
  checkTraining(set, chosen, options.validation);
  const { threads = 1, signal } = options;
  if (!Number.isInteger(threads) || threads < 1 || threads > THREADS_MAX)
    throw new RangeError(`threads must be a whole number from 1 to ${THREADS_MAX}, not ${threads}`);
  signal?.throwIfAborted();
  const crew = threads === 1 ? new InlineCrew() : new ThreadCrew(threads);
  try {
    const space = await prepare(set, chosen, options.validation, crew);
    signal?.throwIfAborted();
    return await new Boosting(set, chosen, options, crew, space).run();
  } finally {
    await crew.close();
  }
}

async function prepare(
  set: TrainingSet,
  parameters: TrainingParameters,
  validation: TrainingSet | undefined,
  crew: Crew,
): Promise<TrainingSpace> {
  const columns = set.columns.map(inSharedMemory);
  const weights = set.weights && inSharedMemory(set.weights);
  const validationColumns = validation?.columns.map(inSharedMemory) ?? [];
  const binning = binningSpace(set, columns, validationColumns, {
    exactMax: parameters.exactValuesMax,
    bins: parameters.quantileBins,
  });
  crew.share({ binning });
  await crew.run({ kind: 'cut' }, columns.length);
  const binned = binnedColumns(binning, set.features);
  checkSomethingToLearn(binned, set.features);
  const fill = async (of: 'training' | 'validation', rows: number): Promise<Tile[]> => {
    const tiles = emptyTiles(binned, rows);
    await crew.run({ kind: 'fill', of, tiles }, tiles.length);
    return tiles;
  };
  const weightMax = maximum(set.weights) * Math.max(1, parameters.positiveWeight);
  const { l1, l2, minChildWeight, minSplitGain, oneAgainstRestMax, categorySmoothing, positiveWeight } = parameters;
  const units = gradientUnits(set.labels.length, weightMax);
  const bounded = binned.some(({ monotone }) => monotone !== 0);
  const space = trainingSpace(
    {
      columns: binned,
      tiles: await fill('training', set.labels.length),
      labels: Uint8Array.from(set.labels),
      weights,
      positiveWeight,
      rules: { l1, l2, minChildWeight, minSplitGain, oneAgainstRestMax, categorySmoothing, bounded, ...units },
      validation: validation && {
        tiles: await fill('validation', validation.labels.length),
        margins: sharedDoubles(validation.labels.length),
      },
    },
    Math.min(2 ** (parameters.maxDepth - 1), parameters.maxLeaves),
  );
  crew.share({ binning: undefined, training: space });
  return space;
}

function checkSomethingToLearn(columns: readonly BinnedColumn[], features: TrainingSet['features']): void {
  if (columns.some(({ bins }) => bins > 1)) return;
  const names = features.slice(0, NAMED_MAX).map(({ name }) => name);
  const more = features.length > NAMED_MAX ? ` and ${features.length - NAMED_MAX} more` : '';
  throw new TreesInputError([
    `every feature is constant or missing throughout, so there is nothing to learn from: ${names.join(', ')}${more}`,
  ]);
}

class Boosting {
  private readonly drafts: TreeDraft[] = [];
  private readonly history: number[] = [];
  private readonly baseMargin: number;

  constructor(
    private readonly set: TrainingSet,
    private readonly parameters: TrainingParameters,
    private readonly options: TrainingOptions,
    private readonly crew: Crew,
    private readonly space: TrainingSpace,
  ) {
    this.baseMargin = Math.fround(logOdds(set, parameters.positiveWeight));
  }

  async run(): Promise<Trained> {
    const { parameters, space, set } = this;
    await this.begin();
    let best = 0;
    while (this.drafts.length < parameters.trees) {
      this.options.signal?.throwIfAborted();
      await this.growOne();
      this.report();
      const { history } = this;
      if (history.at(-1)! > (history[best] ?? -1)) best = history.length - 1;
      if (parameters.stopAfter > 0 && history.length - 1 - best >= parameters.stopAfter) break;
    }
    const kept = parameters.stopAfter > 0 ? this.drafts.slice(0, best + 1) : this.drafts;
    return {
      model: {
        features: set.features.map(({ name, kind }) => ({ name, kind })),
        baseMargin: this.baseMargin,
        ...buildTrees(kept, space.columns),
        calibration: { kind: 'none' },
      },
      ignored: set.features.filter((_, i) => space.columns[i]!.bins < 2).map(({ name }) => name),
      history: this.history,
    };
  }

  /** All rows start from the base margin, as from a tree that is one leaf. */
  private async begin(): Promise<void> {
    const { space } = this;
    space.margins.fill(this.baseMargin);
    space.validation?.margins.fill(this.baseMargin);
    for (let row = 0; row < space.rows.length; row++) space.rows[row] = row;
    const blocks = blocksOf([{ begin: 0, end: space.rows.length }]);
    await this.crew.run({ kind: 'add-leaves', blocks, values: new Float64Array(1) }, blocks.length / BLOCK);
  }

  private async growOne(): Promise<void> {
    const { space, crew, parameters } = this;
    const number = this.drafts.length;
    const rows = chooseRows(space, parameters, number);
    const used = chooseColumns(space, parameters, number);
    const grown = await growTree(space, crew, parameters, rows, used, this.options.signal);
    await this.add(grown, rows);
    this.drafts.push(grown.draft);
  }

  private async add({ draft, leaves }: GrownTree, rows: number): Promise<void> {
    const { space, crew } = this;
    const blocks = blocksOf(leaves);
    const values = Float64Array.from(leaves, ({ value }) => value);
    await crew.run({ kind: 'add-leaves', blocks, values }, blocks.length / BLOCK);
    const tree = binTreeOf(space, draft);
    const others = blocksOf([{ begin: rows, end: space.rows.length }]);
    if (others.length > 0)
      await crew.run({ kind: 'add-tree', of: 'training', blocks: others, tree }, others.length / BLOCK);
    if (!space.validation) return;
    const validated = blocksOf([{ begin: 0, end: space.validation.margins.length }]);
    await crew.run({ kind: 'add-tree', of: 'validation', blocks: validated, tree }, validated.length / BLOCK);
  }

  private report(): void {
    const { validation, onProgress } = this.options;
    const progress = { trees: this.drafts.length, of: this.parameters.trees };
    if (!validation) return onProgress?.(progress);
    const score = averagePrecision(validation.labels, this.space.validation!.margins);
    this.history.push(score);
    onProgress?.({ ...progress, averagePrecision: score });
  }
}

/** The rows of this tree first, the others after them, both in order. Returns how many the tree sees; at least 1. */
function chooseRows(space: TrainingSpace, { rowShare, seed }: TrainingParameters, tree: number): number {
  const { rows } = space;
  const count = rows.length;
  if (rowShare === 1) {
    for (let row = 0; row < count; row++) rows[row] = row;
    return count;
  }
  let seen = 0;
  let aside = 0;
  for (let row = 0; row < count; row++) {
    if (uniform(seed, 2 * tree, row) < rowShare) rows[seen++] = row;
    else space.rowsAside[aside++] = row;
  }
  rows.set(space.rowsAside.subarray(0, aside), seen);
  return Math.max(1, seen);
}

function chooseColumns(space: TrainingSpace, { columnShare, seed }: TrainingParameters, tree: number): Uint8Array {
  const able = space.columns.map((_, i) => i).filter((i) => space.columns[i]!.bins > 1);
  const drawn = able
    .map((column) => ({ column, draw: uniform(seed, 2 * tree + 1, column) }))
    .sort((a, b) => a.draw - b.draw || a.column - b.column)
    .slice(0, Math.max(1, Math.round(columnShare * able.length)));
  const used = new Uint8Array(space.columns.length);
  for (const { column } of drawn) used[column] = 1;
  return used;
}

function logOdds({ labels, weights }: TrainingSet, positiveWeight: number): number {
  const sums = [0, 0];
  for (let row = 0; row < labels.length; row++) sums[labels[row]!]! += weights ? weights[row]! : 1;
  return Math.log((sums[1]! * positiveWeight) / sums[0]!);
}

function maximum(weights: Float32Array | undefined): number {
  return weights ? weights.reduce((a, b) => Math.max(a, b), 0) : 1;
}
