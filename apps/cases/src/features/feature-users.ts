/** What would be missing where features go: a model that answers, or the policy in force, may read them. Pure. */
import type { FeatureUser } from '#contracts';
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

/** By feature, who reads it: models that answer, the policy, other features. */
export function usersOf(
  { models, policy }: FeatureUsers,
  policyVersion: number | undefined,
  plan: FeaturePlan,
): ReadonlyMap<string, readonly FeatureUser[]> {
  const users = new Map<string, FeatureUser[]>();
  const add = (feature: string, user: FeatureUser): void => {
    users.set(feature, [...(users.get(feature) ?? []), user]);
  };
  for (const { name, features } of models) for (const feature of features) add(feature, { kind: 'model', name });
  for (const feature of featuresIn(policy)) add(feature, { kind: 'policy', name: String(policyVersion ?? '') });
  for (const { name, reads } of plan.features) for (const feature of reads) add(feature, { kind: 'feature', name });
  return users;
}

/** As conditions of a policy name them: `features.x`, `feature("x")`. */
function featuresIn(policy: unknown): Set<string> {
  const text = JSON.stringify(policy ?? null);
  return new Set([...text.matchAll(/\bfeatures?(?:\.|\(\s*(?:\\"|'))(\w+)/g)].map(([, name]) => name!));
}
