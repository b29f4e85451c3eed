/**
 * What may become of a pattern's versions: draft → shadow → live → retired, at most one in shadow and one live. Pure; what
 * can't be done is a `CaracalError`, `not_found` for a version that doesn't exist and `conflict` for the rest.
 */
import type { PatternAction, PatternStatus } from '#contracts';
import { CaracalError } from '#kernel';

/** Where a pattern stands. */
export interface Standing {
  readonly live: number | undefined;
  readonly shadow: number | undefined;
  /** The version that was live before: what a rollback without a version goes back to. */
  readonly previousLive: number | undefined;
  readonly statuses: ReadonlyMap<number, PatternStatus>;
}

export type Change =
  | { readonly kind: 'promote'; readonly version: number; readonly to: 'shadow' | 'live' }
  | { readonly kind: 'rollback'; readonly version?: number | undefined }
  | { readonly kind: 'retire'; readonly version?: number | undefined };

/** A change as it is carried out. */
export interface Transition {
  readonly action: PatternAction;
  /** Undefined where all that ran was retired. */
  readonly version: number | undefined;
  /** The version whose place was taken. */
  readonly fromVersion: number | undefined;
  readonly live: number | undefined;
  readonly shadow: number | undefined;
  readonly previousLive: number | undefined;
  /** Only those that change. */
  readonly statuses: readonly (readonly [version: number, status: PatternStatus])[];
}

export function transition(standing: Standing, change: Change): Transition {
  switch (change.kind) {
    case 'promote':
      return promoted(standing, change.version, change.to);
    case 'rollback':
      return rolledBack(standing, change.version ?? standing.previousLive);
    case 'retire':
      return retired(standing, change.version);
  }
}

function promoted(standing: Standing, version: number, to: 'shadow' | 'live'): Transition {
  const status = statusOf(standing, version);
  if (status === to) throw refused(`Version ${version} is ${inWords(to)} already`);
  if (status === 'retired') throw refused(`Version ${version} is retired: roll back to it, or save it anew`);
  if (to === 'live') return madeLive(standing, version, 'promoted');
  if (status === 'live') throw refused(`Version ${version} is live; save another version to try beside it`);
  const { shadow } = standing;
  return {
    ...standing,
    action: 'shadowed',
    version,
    fromVersion: shadow,
    shadow: version,
    statuses: [...retiring(shadow), [version, 'shadow']],
  };
}

function rolledBack(standing: Standing, version: number | undefined): Transition {
  if (version === undefined) throw refused('No version was live before; name the version to go back to');
  const status = statusOf(standing, version);
  if (status === 'live') throw refused(`Version ${version} is live already`);
  if (status !== 'retired') throw refused(`Version ${version} was never live: promote it`);
  return madeLive(standing, version, 'rolled_back');
}

function madeLive(standing: Standing, version: number, action: 'promoted' | 'rolled_back'): Transition {
  const { live, shadow } = standing;
  return {
    action,
    version,
    fromVersion: live,
    live: version,
    shadow: shadow === version ? undefined : shadow,
    previousLive: live ?? standing.previousLive,
    statuses: [...retiring(live), [version, 'live']],
  };
}

function retired(standing: Standing, version: number | undefined): Transition {
  const { live, shadow } = standing;
  if (version === undefined) {
    if (live === undefined && shadow === undefined) throw refused('No version is live or on trial');
    return {
      action: 'retired',
      version: live ?? shadow,
      fromVersion: undefined,
      live: undefined,
      shadow: undefined,
      previousLive: live ?? standing.previousLive,
      statuses: [...retiring(live), ...retiring(shadow)],
    };
  }
  if (statusOf(standing, version) === 'retired') throw refused(`Version ${version} is retired already`);
  return {
    action: 'retired',
    version,
    fromVersion: undefined,
    live: live === version ? undefined : live,
    shadow: shadow === version ? undefined : shadow,
    previousLive: live === version ? live : standing.previousLive,
    statuses: retiring(version),
  };
}

function retiring(version: number | undefined): (readonly [number, PatternStatus])[] {
  return version === undefined ? [] : [[version, 'retired']];
}

function statusOf({ statuses }: Standing, version: number): PatternStatus {
  const status = statuses.get(version);
  if (status === undefined) throw new CaracalError('not_found', `The pattern has no version ${version}`);
  return status;
}

function inWords(status: PatternStatus): string {
  return status === 'shadow' ? 'on trial' : status;
}

function refused(message: string): CaracalError {
  return new CaracalError('conflict', message);
}
