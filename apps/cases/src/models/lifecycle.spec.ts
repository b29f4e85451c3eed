import { describe, expect, it } from 'vitest';
import type { ModelStatus } from '#contracts';
import { type Change, type ModelRef, NOTHING_YET, type Standing, transition } from './lifecycle.js';

const [A, B, C] = [1, 2, 3].map((version) => ({ name: 'm', version })) as [ModelRef, ModelRef, ModelRef];
const GREY = { from: 0.1, to: 0.6 };
const toChampion = (model: ModelRef): Change => ({ kind: 'promote', model, to: 'champion' });
const toTier2 = (model: ModelRef, grey = GREY): Change => ({ kind: 'promote', model, to: 'tier2', grey });
const back: Change = { kind: 'rollback', role: 'champion' };

function after(...changes: readonly Change[]): Standing {
  return changes.reduce((standing, change) => transition(standing, change, undefined).next, NOTHING_YET);
}

describe('transition', () => {
  it('promoted over another → that one is retired, and what a rollback goes back to', () => {
    expect(transition(after(toChampion(A)), toChampion(B), 'draft')).toMatchObject({
      action: 'promoted',
      role: 'champion',
      model: B,
      from: A,
      next: { champion: B, previous: { champion: A } },
      statuses: [
        [A, 'retired'],
        [B, 'champion'],
      ],
    });
  });

  it('rolled back → what answered before, and again → back; the first of all → the default', () => {
    expect(after(toChampion(A), toChampion(B), back).champion).toEqual(A);
    expect(after(toChampion(A), toChampion(B), back, back).champion).toEqual(B);
    expect(after(toChampion(A), back).champion).toBeUndefined();
    expect(after(toChampion(A), back, back).champion).toEqual(A);
  });

  it('second tier: with its grey zone; the same with another zone → only the zone changes', () => {
    const standing = after(toChampion(A), toTier2(B));
    expect(standing).toMatchObject({ champion: A, tier2: B, grey: GREY });
    const wider = transition(standing, toTier2(B, { from: 0, to: 1 }), 'tier2');
    expect(wider).toMatchObject({ next: { tier2: B, grey: { from: 0, to: 1 } }, statuses: [] });
  });

  it('retired while it answers → the default; while it does not → only its status', () => {
    expect(transition(after(toChampion(A)), { kind: 'retire', model: A }, 'champion')).toMatchObject({
      model: undefined,
      from: A,
      next: { champion: undefined, previous: { champion: A } },
      statuses: [[A, 'retired']],
    });
    expect(transition(after(toChampion(A)), { kind: 'retire', model: C }, 'draft')).toMatchObject({
      next: { champion: A },
      statuses: [[C, 'retired']],
    });
  });

  it('deleted → what answers stays; what a rollback would have gone back to is gone', () => {
    const standing = after(toChampion(A), toChampion(B));
    const { next } = transition(standing, { kind: 'delete', model: A }, 'retired');
    expect(next).toEqual({ ...standing, previous: { champion: B, tier2: undefined } });
    expect(() => transition(next, back, undefined)).toThrow('Nothing else answered before');
    expect(transition(standing, { kind: 'delete', model: C }, 'draft')).toMatchObject({
      action: 'deleted',
      model: C,
      next: standing,
      statuses: [],
    });
  });

  it.each<[string, Standing, Change, ModelStatus | undefined, string]>([
    ['champion again', after(toChampion(A)), toChampion(A), 'champion', 'the champion already'],
    ['second tier to champion', after(toTier2(A)), toChampion(A), 'tier2', 'is the second tier'],
    ['champion to second tier', after(toChampion(A)), toTier2(A), 'champion', 'is the champion'],
    ['second tier again, same zone', after(toTier2(A)), toTier2(A), 'tier2', 'with this grey zone'],
    ['nothing to roll back to', NOTHING_YET, back, undefined, 'Nothing else answered before'],
    ['champion deleted', after(toChampion(A)), { kind: 'delete', model: A }, 'champion', 'retire it, first'],
    ['second tier deleted', after(toTier2(A)), { kind: 'delete', model: A }, 'tier2', 'retire it, first'],
    ['retired twice', NOTHING_YET, { kind: 'retire', model: A }, 'retired', 'retired already'],
  ])('%s → conflict', (_, standing, change, status, message) => {
    expect(() => transition(standing, change, status)).toThrow(message);
  });
});
