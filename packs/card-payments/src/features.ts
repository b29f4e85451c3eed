/** The features that every tenant begins with. */
import { readFeatures } from '#features';
import { readTextFiles } from '#kernel';

const files = readTextFiles('packs/card-payments/features', /\.ya?ml$/, 'FEATURES_DIR');

export const FEATURES = readFeatures(files);
/** Came after the default model was trained, or say what nobody reports in simulated history. */
const BESIDE_THE_MODEL = /(?:labels|email)\.yaml$/;
/** Those that the default model learns from. */
export const MODEL_FEATURES = readFeatures(files.filter(({ path }) => !BESIDE_THE_MODEL.test(path)));
