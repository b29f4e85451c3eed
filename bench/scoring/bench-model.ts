/** The model that scoring is measured with: trees over the first features of card payments, trained on made-up rows. */
import { rowsOf, sharedFloats, train, writeOnnxModel } from '#trees';
import { FEATURES } from '../../packs/card-payments/src/features.js';
import { makeRows } from '../trees/made-up-payments.js';

export interface BenchModel {
  readonly width: number;
  /** As the trainer writes it. */
  readonly file: Uint8Array;
  /** Row after row. */
  readonly rows: Float32Array;
  readonly rowCount: number;
}

const TRAINING_ROWS = 10_000;

export async function benchModel(
  trees: number,
  depth: number,
  width: number,
  rowCount: number,
  seed = 1,
): Promise<BenchModel> {
  const { columns, labels } = makeRows(TRAINING_ROWS, width, seed);
  const features = FEATURES.features.slice(0, width).map(({ name }) => ({ name, kind: 'number' as const }));
  const shared = columns.map((column) => {
    const copy = sharedFloats(column.length);
    copy.set(column);
    return copy;
  });
  const parameters = { trees, maxDepth: depth, learningRate: 0.1, exactValuesMax: 64, quantileBins: 64 };
  const { model } = await train({ features, columns: shared, labels }, parameters, { threads: 1 });
  const file = writeOnnxModel(model, 'ensemble', {
    modelId: 'bench',
    modelVersion: seed,
    featureSet: FEATURES.version,
    trainedFromMs: 0,
    trainedToMs: 0,
    dataHash: '',
    metrics: {},
  });
  return { width, file, rows: rowsOf(makeRows(rowCount, width, 2).columns), rowCount };
}
