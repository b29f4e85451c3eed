/**
 * What may become of a tenant's models: any version may be made the champion or the second tier; a rollback goes back to what
 * answered before, which may be the default of the installation. Pure; what can't be done is a `CaracalError`.
 */
import type { ModelAction, ModelRole, ModelStatus } from '#contracts';
import { CaracalError } from '#kernel';

export interface ModelRef {
  readonly name: string;
  readonly version: number;
}

export interface GreyZone {
  readonly from: number;
  readonly to: number;
}

/** What answers, and what did before. Undefined: the default of the installation, or no second model. */
export interface Standing {
  readonly champion: ModelRef | undefined;
  readonly tier2: ModelRef | undefined;
  readonly grey: GreyZone;
  readonly previous: { readonly champion: ModelRef | undefined; readonly tier2: ModelRef | undefined };
}

export const NOTHING_YET: Standing = {
  champion: undefined,
  tier2: undefined,
  grey: { from: 0, to: 0 },
  previous: { champion: undefined, tier2: undefined },
};

export type Change =
  | { readonly kind: 'promote'; readonly model: ModelRef; readonly to: 'champion' }
  | { readonly kind: 'promote'; readonly model: ModelRef; readonly to: 'tier2'; readonly grey: GreyZone }
  | { readonly kind: 'rollback'; readonly role: ModelRole }
  | { readonly kind: 'retire'; readonly model: ModelRef }
  | { readonly kind: 'delete'; readonly model: ModelRef };

/** A change as it is carried out. */
export interface Transition {
  readonly action: ModelAction;
  readonly role: ModelRole;
  /** Undefined: the default from then on, or no second model. */
  readonly model: ModelRef | undefined;
  readonly from: ModelRef | undefined;
  readonly next: Standing;
  /** Only those that change. */
  readonly statuses: readonly (readonly [model: ModelRef, status: ModelStatus])[];
}

/** @param status of the version that the change names */
export function transition(standing: Standing, change: Change, status: ModelStatus | undefined): Transition {
  switch (change.kind) {
    case 'promote':
      return promoted(standing, change);
    case 'rollback':
      return rolledBack(standing, change.role);
    case 'retire':
      return retired(standing, change.model, status);
    case 'delete':
      return deleted(standing, change.model, status);
  }
}

/** What a change puts in place, if it can be made; undefined: the default, or nothing new. */
export function answersNext({ previous }: Pick<Standing, 'previous'>, change: Change): ModelRef | undefined {
  if (change.kind === 'promote') return change.model;
  return change.kind === 'rollback' ? previous[change.role] : undefined;
}

export function isSame(a: ModelRef | undefined, b: ModelRef | undefined): boolean {
  return a?.name === b?.name && a?.version === b?.version;
}

function promoted(standing: Standing, change: Extract<Change, { kind: 'promote' }>): Transition {
  const { model, to } = change;
  const other = to === 'champion' ? 'tier2' : 'champion';
  if (isSame(standing[other], model))
    throw refused(`${named(model)} is the ${inWords(other)}: put another in its place, or retire it, first`);
  if (to === 'champion') {
    if (isSame(standing.champion, model)) throw refused(`${named(model)} is the champion already`);
    return placed(standing, 'promoted', to, model);
  }
  const next = { ...standing, grey: change.grey };
  if (!isSame(standing.tier2, model)) return placed(next, 'promoted', to, model);
  if (standing.grey.from === change.grey.from && standing.grey.to === change.grey.to)
    throw refused(`${named(model)} is the second tier already, with this grey zone`);
  return { action: 'promoted', role: to, model, from: model, next, statuses: [] };
}

function rolledBack(standing: Standing, role: ModelRole): Transition {
  const back = standing.previous[role];
  if (isSame(back, standing[role])) throw refused(`Nothing else answered before as the ${inWords(role)}`);
  const other = role === 'champion' ? 'tier2' : 'champion';
  if (back && isSame(back, standing[other])) throw refused(`${named(back)} is the ${inWords(other)} now`);
  return placed(standing, 'rolled_back', role, back);
}

function retired(standing: Standing, model: ModelRef, status: ModelStatus | undefined): Transition {
  if (status === 'retired') throw refused(`${named(model)} is retired already`);
  const role = isSame(standing.tier2, model) ? 'tier2' : 'champion';
  if (isSame(standing[role], model)) return { ...placed(standing, 'retired', role, undefined), from: model };
  return { action: 'retired', role, model, from: undefined, next: standing, statuses: [[model, 'retired']] };
}

/** What a rollback would have gone back to is gone, too: then there is nothing to go back to. */
function deleted(standing: Standing, model: ModelRef, status: ModelStatus | undefined): Transition {
  if (status !== 'draft' && status !== 'retired')
    throw refused(`${named(model)} answers: put another in its place, or retire it, first`);
  const { previous } = standing;
  const back = (role: ModelRole) => (isSame(previous[role], model) ? standing[role] : previous[role]);
  const next = { ...standing, previous: { champion: back('champion'), tier2: back('tier2') } };
  return { action: 'deleted', role: 'champion', model, from: undefined, next, statuses: [] };
}

function placed(standing: Standing, action: ModelAction, role: ModelRole, model: ModelRef | undefined): Transition {
  const from = standing[role];
  const next = { ...standing, [role]: model, previous: { ...standing.previous, [role]: from } };
  const statuses: (readonly [ModelRef, ModelStatus])[] = [];
  if (from) statuses.push([from, 'retired']);
  if (model) statuses.push([model, role]);
  return { action, role, model, from, next, statuses };
}

function named({ name, version }: ModelRef): string {
  return `${name}@${version}`;
}

function inWords(role: ModelRole): string {
  return role === 'champion' ? 'champion' : 'second tier';
}

function refused(message: string): CaracalError {
  return new CaracalError('conflict', message);
}
