/** The features that every tenant begins with. */
import { readFeatures } from '#features';
import { readTextFiles } from '#kernel';

const files = readTextFiles('packs/card-payments/features', /\.ya?ml$/, 'FEATURES_DIR');

export const FEATURES = readFeatures(files);
/** Those that the default model learns from: in simulated history nobody reports fraud. */
export const MODEL_FEATURES = readFeatures(files.filter(({ path }) => !path.endsWith('labels.yaml')));
