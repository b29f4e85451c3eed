/** What would be missing where features go: a model that answers, or the policy in force, may read them. Pure. */
import type { FeaturePlan } from '#features';
import { CaracalError } from '#kernel';
import { compilePolicy, PolicyError } from '#policy';

export interface FeatureUsers {
  /** Models that answer, with what they read. */
  readonly models: readonly { readonly name: string; readonly features: readonly string[] }[];
  /** In force; undefined where there is none. */
  readonly policy: unknown;
}

/** @throws CaracalError `conflict` that names what is missing, and to whom */
export function checkUsers({ models, policy }: FeatureUsers, next: FeaturePlan): void {
  for (const { name, features } of models) {
    const missing = features.filter((feature) => !next.feature(feature));
    if (missing.length > 0)
      throw new CaracalError('conflict', `The model ${name} reads ${missing.slice(0, 5).join(', ')}: retire it first`);
  }
  if (policy === undefined) return;
  try {
    compilePolicy(policy, { features: next.features.map(({ name }) => name) });
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new CaracalError(
      'conflict',
      `The policy in force needs another one first: ${error.problems.map(({ detail }) => detail).join('; ')}`,
    );
  }
}
