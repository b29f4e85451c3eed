/** A model as an ONNX file, which any runtime scores with; and the model itself, carried inside, which explains the scores. */
import {
  Graph,
  MODEL_INPUT,
  MODEL_OUTPUTS,
  readModelMetadata,
  readModelProperty,
  rowsOfFloats,
  sameApartFromMetadata,
  writeModel,
  type ModelMetadata,
} from '#onnx';
import { readTreeModel, writeTreeModel } from '../model-file.js';
import { expectedMargin } from '../shap/expected-margin.js';
import type { TreeModel } from '../tree-model.js';
import { addCalibration } from './calibration-graph.js';
import { addMatrixProduct, addTraversal } from './matrix-form.js';
import { addTreeEnsemble } from './tree-ensemble.js';

/** `ensemble`: one operator of trees, for processors. `product` and `traversal`: matrices, for GPUs; shallow and deep trees. */
export type OnnxForm = 'ensemble' | 'product' | 'traversal';

/** The output beside `probability`: log-odds before calibration. */
export const MARGIN_OUTPUT = 'margin';
const CARRIED = 'treeModel';

/**
 * Outputs are `probability` and `margin`, one column each. All forms agree to 1e-5. `properties`: more for the metadata;
 * `caracal.` is put before their names.
 */
export function writeOnnxModel(
  model: TreeModel,
  form: OnnxForm,
  metadata: Omit<ModelMetadata, 'featureNames' | 'baseMargin'>,
  properties: Readonly<Record<string, string>> = {},
): Uint8Array {
  const graph = new Graph();
  const add = { ensemble: addTreeEnsemble, product: addMatrixProduct, traversal: addTraversal }[form];
  const margin = add(graph, model, MODEL_INPUT, MARGIN_OUTPUT);
  addCalibration(graph, model.calibration, margin, MODEL_OUTPUTS.probability);
  const columns = model.features.length;
  return writeModel({
    name: 'gradient_boosted_trees',
    docString: 'Gradient-boosted trees: the probability that a payment is fraud.',
    graph,
    inputs: [rowsOfFloats(MODEL_INPUT, columns, 'Raw features in the order of featureNames; NaN = missing.')],
    outputs: [
      rowsOfFloats(MODEL_OUTPUTS.probability, 1, 'Calibrated probability of fraud.'),
      rowsOfFloats(MARGIN_OUTPUT, 1, 'Log-odds before calibration.'),
    ],
    metadata: {
      ...metadata,
      featureNames: model.features.map(({ name }) => name),
      baseMargin: expectedMargin(model),
    },
    properties: {
      ...properties,
      form,
      calibration: model.calibration.kind,
      [CARRIED]: Buffer.from(writeTreeModel(model)).toString('base64'),
    },
  });
}

/**
 * The model that an ONNX file of `writeOnnxModel` carries; undefined when it carries none. Throws `OnnxModelError` or
 * `TreeModelFileError` when the file, or what it carries, can't be read.
 */
export function treeModelInOnnx(bytes: Uint8Array): TreeModel | undefined {
  const carried = readModelProperty(bytes, CARRIED);
  return carried === undefined ? undefined : readTreeModel(Buffer.from(carried, 'base64'));
}

/** Whether it carries one. Throws `OnnxModelError` when the file can't be read. */
export function carriesTrees(bytes: Uint8Array): boolean {
  return readModelProperty(bytes, CARRIED) !== undefined;
}

/**
 * Whether a file's graph is, byte for byte, the `ensemble` of these trees, whatever its metadata say: the graph and the trees then
 * give the same probabilities. Throws `OnnxModelError` when the file can't be read.
 */
export function isEnsembleOf(model: TreeModel, bytes: Uint8Array): boolean {
  return sameApartFromMetadata(bytes, writeOnnxModel(model, 'ensemble', readModelMetadata(bytes)));
}
