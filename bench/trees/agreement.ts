/** How far an exported model's scores are from the trainer's, over many rows with missing values, in ONNX Runtime. */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { MODEL_INPUT } from '#onnx';
import { MARGIN_OUTPUT, predictMargins, rowsOf, writeOnnxModel, type OnnxForm, type TreeModel } from '#trees';

const BATCH_ROWS = 10_000;
const FORMS: readonly OnnxForm[] = ['ensemble', 'product', 'traversal'];
const METADATA = {
  modelId: 'bench',
  modelVersion: 1,
  featureSet: 'bench',
  trainedFromMs: 0,
  trainedToMs: 0,
  dataHash: '',
  metrics: {},
};

export interface Agreement {
  readonly form: OnnxForm;
  readonly rows: number;
  /** Of log-odds. */
  readonly largestDifference: number;
}

export async function agreements(model: TreeModel, columns: readonly Float32Array[]): Promise<Agreement[]> {
  const found: Agreement[] = [];
  for (const form of FORMS) {
    const session = await InferenceSession.create(writeOnnxModel(model, form, METADATA), { intraOpNumThreads: 1 });
    found.push({ form, rows: columns[0]!.length, largestDifference: await difference(session, model, columns) });
    await session.release();
  }
  return found;
}

async function difference(
  session: InferenceSession,
  model: TreeModel,
  columns: readonly Float32Array[],
): Promise<number> {
  let largest = 0;
  for (let from = 0; from < columns[0]!.length; from += BATCH_ROWS) {
    const rows = rowsOf(columns.map((column) => column.subarray(from, from + BATCH_ROWS)));
    const input = new Tensor('float32', rows, [rows.length / columns.length, columns.length]);
    const scored = (await session.run({ [MODEL_INPUT]: input }))[MARGIN_OUTPUT]!.data as Float32Array;
    for (const [i, margin] of predictMargins(model, rows).entries())
      largest = Math.max(largest, Math.abs(margin - scored[i]!));
  }
  return largest;
}
