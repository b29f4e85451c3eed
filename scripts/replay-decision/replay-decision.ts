/**
 * A decision, made again from what it was made of: features from histories, the probability from features, the outcome from
 * both. Each stage is checked by itself: the next one begins with what was decided on, whatever came of the one before.
 */
import type { DecisionV1 } from '#contracts';
import { judge, type TenantPolicy } from '#decisions';
import type { FeaturePlan, FeatureSet } from '#features';
import { compareFeatures, compareJudgement, compareModel, type Stage } from './compare.js';
import { featuresAgain, type PastOf } from './features-again.js';
import { scoredAgain } from './model-again.js';

export interface ReplayInputs {
  /** What worked the decision's features out; undefined where that is not known here. */
  readonly plan: FeaturePlan | undefined;
  readonly pastOf: PastOf;
  /** The file of a model that decisions name so; undefined where there is none. */
  readonly modelFile: (id: string) => Promise<Uint8Array | undefined>;
  /** In the version that decided; undefined where the tenant had none. */
  readonly policy: TenantPolicy | undefined;
}

export async function replayDecision(decision: DecisionV1, inputs: ReplayInputs): Promise<Stage[]> {
  const { plan, policy } = inputs;
  return [
    await featureStage(decision, inputs),
    ...(plan ? await modelStages(decision, plan, inputs) : []),
    matchStage(decision),
    policyStage(decision, plan, policy),
  ];
}

async function featureStage(decision: DecisionV1, { plan, pastOf }: ReplayInputs): Promise<Stage> {
  if (decision.answeredBy === 'stand_in') return skipped('features', 'none: the stand-in decides on the payment alone');
  if (plan === undefined) return skipped('features', `of the set ${decision.featureSet}, which is not known here`);
  const { vector, earlier } = await featuresAgain(plan, decision, pastOf);
  const stage = compareFeatures(plan, decision.features, vector, decision.entities);
  return { ...stage, says: `${stage.says}, from ${earlier} earlier payments of its entities` };
}

async function modelStages(decision: DecisionV1, set: FeatureSet, { modelFile }: ReplayInputs): Promise<Stage[]> {
  const stages: Stage[] = [];
  for (const { id, probability } of decision.models) {
    const file = await modelFile(id);
    if (file === undefined) stages.push(skipped('model', `${id}: its file is not here any more`));
    else stages.push(compareModel(id, probability, await scoredAgain(file, set, decision.features)));
  }
  return stages;
}

function matchStage({ matches }: DecisionV1): Stage {
  if (matches.length === 0) return skipped('patterns', 'none matched, as recorded');
  const named = matches.map((match) => `${match.patternId} version ${match.patternVersion}`);
  return skipped('patterns', `${named.join(', ')}, as recorded`);
}

function policyStage(decision: DecisionV1, set: FeatureSet | undefined, policy: TenantPolicy | undefined): Stage {
  const { transaction, answeredBy, probability, matches, features: vector, policyVersion } = decision;
  if (policyVersion > 0 && policy === undefined) return skipped('policy', `version ${policyVersion} can't be had`);
  const features = set && { features: set, vector };
  return compareJudgement(decision, judge({ transaction, answeredBy, probability, features, matches }, policy));
}

function skipped(name: string, says: string): Stage {
  return { name, same: undefined, says, remarks: [] };
}
