/** What a replayed decision says beside the one that was given: stage by stage, with every difference named. Pure. */
import type { DecisionV1, EntitySignalV1, ReasonV1 } from '#contracts';
import type { Judgement } from '#decisions';
import type { FeatureSet } from '#features';

export interface Stage {
  readonly name: string;
  /** Undefined: it was not worked out anew, and `says` tells why. */
  readonly same: boolean | undefined;
  readonly says: string;
  /** What differs, or could not be had. */
  readonly remarks: readonly string[];
}

/**
 * @param past - of entities of which not all payments were held: what was declared after those had come can't have counted them, and
 * counts them now; and what was estimated under other features, in other buckets of time, is estimated otherwise now
 */
export function compareFeatures(
  set: FeatureSet,
  decided: ArrayLike<number>,
  again: ArrayLike<number>,
  past: readonly Past[] = [],
): Stage {
  const { features } = set;
  const differing = features.filter((_, i) => !sameBits(decided[i]!, again[i]!));
  const same = features.length - differing.length;
  return {
    name: 'features',
    same: differing.length === 0,
    says: `${same} of ${features.length} the same, bit for bit`,
    remarks: differing.map(
      ({ name, index, of }) =>
        `${name}: decided on ${told(decided[index]!)}, again ${told(again[index]!)}` +
        remarkOn(past.find(({ entityType }) => entityType === of)),
    ),
  };
}

type Past = Pick<EntitySignalV1, 'entityType' | 'truncated' | 'approximate'>;

function remarkOn(past: Past | undefined): string {
  if (past?.truncated === true) return `; not all payments of the ${past.entityType} were held then`;
  return past?.approximate === true ? `; older payments of the ${past.entityType} are counted by estimate` : '';
}

export function compareModel(id: string, decided: number, again: number): Stage {
  const same = sameBits(decided, again);
  return { name: 'model', same, says: `${id}: ${decided}`, remarks: same ? [] : [`again ${again}`] };
}

export function compareJudgement(decision: DecisionV1, again: Judgement): Stage {
  const remarks = [
    ...differs('outcome', decision.outcome, again.outcome),
    ...differs('score', decision.score, again.score),
    ...differs('reasons', codesOf(decision.reasons), codesOf(again.reasons)),
  ];
  return {
    name: 'policy',
    same: remarks.length === 0,
    says: `version ${decision.policyVersion}: ${decision.outcome}, score ${decision.score}`,
    remarks,
  };
}

/** A NaN is the same as another one: it stands for what was not known. */
function sameBits(a: number, b: number): boolean {
  return Object.is(a, b);
}

function differs<T>(what: string, decided: T, again: T): string[] {
  return decided === again ? [] : [`${what}: decided ${String(decided)}, again ${String(again)}`];
}

/** Of rules and patterns, which the judgement is made of; what the model has to say follows from its score. */
function codesOf(reasons: readonly ReasonV1[]): string {
  const judged = reasons.filter(({ kind }) => kind !== 'model');
  return judged.map(({ code }) => code).join(', ') || 'none';
}

function told(value: number): string {
  if (Number.isNaN(value)) return 'nothing';
  return Object.is(value, -0) ? '-0' : String(value);
}
