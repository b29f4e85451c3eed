import { readTextFiles } from '#kernel';
import { featureBookOf } from '#tenancy';

/** Every tenant has the features of card payments. */
export const FEATURE_BOOK = featureBookOf(readTextFiles('packs/card-payments/features', /\.ya?ml$/, 'FEATURES_DIR'));
