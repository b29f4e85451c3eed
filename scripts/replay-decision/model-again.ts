/** The probability of one transaction, scored anew as the service scores it on a processor. */
import type { FeatureSet } from '#features';
import { InferenceProcess, TreeScorer } from '#inference';
import { readModelMetadata } from '#onnx';
import { treesInThread } from '#trees';
import { ReplayDecisionError } from './replay-error.js';

const LIMITS = { runMs: 10_000, loadMs: 60_000 };

/**
 * @param file - the model, as ONNX
 * @param vector - in the order of `set`
 */
export async function scoredAgain(file: Uint8Array, set: FeatureSet, vector: ArrayLike<number>): Promise<number> {
  const { modelId, featureNames } = readModelMetadata(file);
  const places = featureNames.map((name) => set.feature(name)?.index);
  const unknown = featureNames.filter((_, i) => places[i] === undefined);
  if (unknown.length > 0)
    throw new ReplayDecisionError(
      `model ${modelId} needs features that the decision did not have: ${unknown.join(', ')}`,
    );
  const row = Float32Array.from(places, (place) => vector[place!]!);
  const trees = await treesInThread(file);
  const scorer = trees && TreeScorer.of(trees);
  if (scorer) return (await scorer.score(row, 1)).probability[0]!;
  const process = InferenceProcess.start(LIMITS);
  try {
    await process.load(1, file, { devices: ['cpu'] });
    const { probability } = await process.run(1, row, 1);
    return probability[0]!;
  } finally {
    await process.stop();
  }
}
