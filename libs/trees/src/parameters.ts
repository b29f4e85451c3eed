/** The knobs of training: what they mean, their bounds and defaults. All problems are told at once. */
export interface TrainingParameters {
  /** Trees at most; early stopping may keep fewer. 1 to 10,000. */
  readonly trees: number;
  /** `depth`: level by level, as XGBoost's default. `leaf`: the leaf with the highest gain first, as LightGBM. */
  readonly growth: 'depth' | 'leaf';
  /** Splits between the root and a leaf, 1 to 16. */
  readonly maxDepth: number;
  /** Leaves of a tree, 2 to 65,536. */
  readonly maxLeaves: number;
  /** Share of a tree's Newton step that is taken, above 0, at most 1. */
  readonly learningRate: number;
  /** Penalties on leaf values: of their size and of half their square. */
  readonly l1: number;
  readonly l2: number;
  /** Smallest sum of second derivatives (weights times p (1 - p)) in a leaf. */
  readonly minChildWeight: number;
  /** Smallest gain of a split, as XGBoost's `gamma`: G²/(H + l2) of both children less that of their parent. */
  readonly minSplitGain: number;
  /** Shares of rows and columns that each tree sees, above 0, at most 1. */
  readonly rowShare: number;
  readonly columnShare: number;
  /** Columns with at most this many distinct values can be split between any two of them. 2 to 65,535. */
  readonly exactValuesMax: number;
  /** The others are cut into this many bins, half of them where the rows with label 1 are. 2 to 65,535. */
  readonly quantileBins: number;
  /** Weight of rows with label 1, on top of their own; above 0. */
  readonly positiveWeight: number;
  /** Categorical columns with at most this many categories are split one against the rest. */
  readonly oneAgainstRestMax: number;
  /** Added to a category's H when categories are put in order, so that rare ones stay near the middle. */
  readonly categorySmoothing: number;
  /** Stops when the validation set's average precision was not beaten for this many trees. 0: never. */
  readonly stopAfter: number;
  /** Unsigned 32-bit; decides which rows and columns each tree sees. */
  readonly seed: number;
}

export const DEFAULT_PARAMETERS: TrainingParameters = {
  trees: 200,
  growth: 'depth',
  maxDepth: 6,
  maxLeaves: 65_536,
  learningRate: 0.1,
  l1: 0,
  l2: 1,
  minChildWeight: 1,
  minSplitGain: 0,
  rowShare: 1,
  columnShare: 1,
  exactValuesMax: 4096,
  quantileBins: 1024,
  positiveWeight: 1,
  oneAgainstRestMax: 4,
  categorySmoothing: 10,
  stopAfter: 0,
  seed: 0,
};

type Bounds = readonly [low: number, high: number, kind?: 'integer' | 'above'];

const BOUNDS: Readonly<Record<Exclude<keyof TrainingParameters, 'growth'>, Bounds>> = {
  trees: [1, 10_000, 'integer'],
  maxDepth: [1, 16, 'integer'],
  maxLeaves: [2, 65_536, 'integer'],
  learningRate: [0, 1, 'above'],
  l1: [0, 1e9],
  l2: [0, 1e9],
  minChildWeight: [0, 1e12],
  minSplitGain: [0, 1e12],
  rowShare: [0, 1, 'above'],
  columnShare: [0, 1, 'above'],
  exactValuesMax: [2, 65_535, 'integer'],
  quantileBins: [2, 65_535, 'integer'],
  positiveWeight: [0, 1e6, 'above'],
  oneAgainstRestMax: [0, 64, 'integer'],
  categorySmoothing: [0, 1e9],
  stopAfter: [0, 10_000, 'integer'],
  seed: [0, 2 ** 32 - 1, 'integer'],
};

/** One line for each parameter that is unknown, of the wrong kind or out of bounds. */
export function parameterProblems(parameters: TrainingParameters): string[] {
  const problems: string[] = [];
  for (const name of Object.keys(parameters))
    if (!(name in DEFAULT_PARAMETERS)) problems.push(`there is no parameter ${name}`);
  if (parameters.growth !== 'depth' && parameters.growth !== 'leaf') problems.push('growth must be depth or leaf');
  for (const [name, [low, high, kind]] of Object.entries(BOUNDS) as [keyof typeof BOUNDS, Bounds][]) {
    const value = parameters[name];
    const inside = typeof value === 'number' && value <= high && (kind === 'above' ? value > low : value >= low);
    if (!inside || (kind === 'integer' && !Number.isInteger(value)))
      problems.push(`${name} must be ${inWords(low, high, kind)}, not ${value}`);
  }
  return problems;
}

function inWords(low: number, high: number, kind: Bounds[2]): string {
  if (kind === 'above') return `above ${low} and at most ${high}`;
  return `${kind === 'integer' ? 'a whole number' : ''} from ${low} to ${high}`.trim();
}
