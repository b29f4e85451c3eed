import type { PatternDetail, PatternVersionView } from '../api/contract.js';

/** What can be done with a version. Each asks for a reason and names the revision that it was decided on. */
export type Deed = 'shadow' | 'promote' | 'retire' | 'rollback';

/**
 * The deeds that a version's status allows, the likeliest first.
 *
 * @param before - the version that was live before the live one, if any
 */
export function deedsOf({ status }: Pick<PatternVersionView, 'status'>, before?: number): readonly Deed[] {
  switch (status) {
    case 'draft':
      return ['shadow', 'promote', 'retire'];
    case 'shadow':
      return ['promote', 'retire'];
    case 'live':
      return before === undefined ? ['retire'] : ['rollback', 'retire'];
    case 'retired':
      return ['rollback'];
  }
}

/** The version that the live one took the place of: where a roll back from it leads. */
export function liveBefore({
  history,
  live_version: live,
}: Pick<PatternDetail, 'history' | 'live_version'>): number | undefined {
  // Newest first.
  const wentLive = history.find(
    ({ action, version }) => version === live && (action === 'promoted' || action === 'rolled_back'),
  );
  return wentLive?.from_version ?? undefined;
}

export const DEED_WORDS: Record<Deed, { verb: string; refused: string }> = {
  shadow: { verb: 'Put on trial', refused: 'The version was not put on trial.' },
  promote: { verb: 'Promote', refused: 'The version was not promoted.' },
  retire: { verb: 'Retire', refused: 'The version was not retired.' },
  rollback: { verb: 'Roll back', refused: 'The pattern was not rolled back.' },
};

/** What a deed will change, said before it is done. */
export function consequenceOf(
  deed: Deed,
  { version, status }: Pick<PatternVersionView, 'version' | 'status'>,
  { live_version: live, shadow_version: shadow }: Pick<PatternDetail, 'live_version' | 'shadow_version'>,
): string {
  const instead = (other: number | null): string => (other === null ? '' : ` Version ${other} is retired.`);
  switch (deed) {
    case 'shadow':
      return `Version ${version} runs beside live traffic. Its matches are counted for comparison and decide nothing.${instead(shadow)}`;
    case 'promote':
      return `Version ${version} goes live: its matches count in decisions within a second.${instead(live)}`;
    case 'rollback':
      return `Version ${version} goes live again: its matches count in decisions within a second.${instead(live)}`;
    case 'retire':
      if (status === 'live') return `Version ${version} stops: this pattern no longer counts in decisions.`;
      if (status === 'shadow') return `The trial of version ${version} ends. Decisions stay as they are.`;
      return `Version ${version} is put away. Nothing that runs changes.`;
  }
}
