/** What can be done with a model, and what comes of it, in words. Pure. */
import type { ModelList, ModelVersionView } from '../api/contract.js';

export type ModelDeed = 'champion' | 'tier2' | 'retire' | 'delete' | 'rollback';
type Model = Pick<ModelVersionView, 'name' | 'version'>;

export const MODEL_DEED_WORDS: Record<ModelDeed, { verb: string; refused: string; placeholder: string }> = {
  champion: {
    verb: 'Make champion',
    refused: 'It was not made the champion.',
    placeholder: 'What speaks for it: its report, a comparison, the loss it stops',
  },
  tier2: {
    verb: 'Make second tier',
    refused: 'It was not made the second tier.',
    placeholder: 'What it sees that the champion does not',
  },
  retire: { verb: 'Retire', refused: 'It was not retired.', placeholder: 'Why it is no longer wanted' },
  delete: { verb: 'Delete', refused: 'It was not deleted.', placeholder: 'Why its file need not be kept' },
  rollback: {
    verb: 'Roll back',
    refused: 'It was not rolled back.',
    placeholder: 'What went wrong with the present model',
  },
};

/** The likeliest first. Only administrators delete, and only what answers nothing. */
export function deedsOf(model: Pick<ModelVersionView, 'status' | 'role'>, isAdmin: boolean): readonly ModelDeed[] {
  const answersNothing = model.status === 'draft' || model.status === 'retired';
  return [...changesOf(model), ...(isAdmin && answersNothing ? (['delete'] as const) : [])];
}

function changesOf({ status, role }: Pick<ModelVersionView, 'status' | 'role'>): readonly ModelDeed[] {
  switch (status) {
    case 'champion':
      return ['retire'];
    case 'tier2':
      return ['tier2', 'retire'];
    case 'draft':
      return role === 'tier2' ? ['tier2', 'champion', 'retire'] : ['champion', 'tier2', 'retire'];
    case 'retired':
      return role === 'tier2' ? ['tier2', 'champion'] : ['champion', 'tier2'];
  }
}

export function consequenceOf(deed: ModelDeed, model: Model, list: ModelList): string {
  const champion = list.champion ? named(list.champion) : 'the default model';
  switch (deed) {
    case 'champion':
      return `From now on ${named(model)} scores every payment, in place of ${champion}. No decision waits for the change.`;
    case 'tier2':
      return `${named(model)} is asked where the champion's probability lies in the grey zone and the deadline leaves time.`;
    case 'retire':
      if (isSame(list.champion, model))
        return `From now on the default model of the installation scores every payment.`;
      return isSame(list.tier2, model)
        ? 'From now on no second model is asked.'
        : 'It answers nothing now; the list shows it as retired.';
    case 'delete':
      return `The file of ${named(model)} is gone for good, and its number is never another’s. The history keeps who deleted it and why.`;
    case 'rollback': {
      const back = list.previous.champion;
      return `From now on ${back ? named(back) : 'the default model'} scores every payment again, in place of ${champion}.`;
    }
  }
}

/** There is something that answered before. */
export function mayRollBack({ champion, previous }: Pick<ModelList, 'champion' | 'previous'>): boolean {
  return !isSame(champion, previous.champion);
}

export function named({ name, version }: Model): string {
  return `${name} v${version}`;
}

function isSame(a: Model | null, b: Model | null): boolean {
  return a?.name === b?.name && a?.version === b?.version;
}
