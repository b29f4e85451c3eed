/** Models for tests of what a service survives. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FEATURES } from '../../../../packs/card-payments/src/features.js';
import { readModelMetadata, withMetadata } from '#onnx';
import { modelFileOf, type ModelFile } from '../model/model-file.js';

const PATH = fileURLToPath(
  new URL('../../../../libs/inference/src/testing/hostile/hangs-on-large.onnx', import.meta.url),
);

/** Of card_count_1h and account_age_days: sigmoid of their sum, and for ever where one is above 1000. */
export function hangingModel(): ModelFile {
  const bytes = new Uint8Array(readFileSync(PATH));
  return modelFileOf(withMetadata(bytes, { ...readModelMetadata(bytes), featureSet: FEATURES.version }));
}
