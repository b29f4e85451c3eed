import { IconClockExclamation, IconClockX } from '@tabler/icons-react';
import type { TimelineItem } from '../api/contract.js';
import { longDuration } from '../format/time.js';

/** Beside a payment that came after newer ones: by how much, and whether patterns still saw it. */
export function LateMark({ late }: { readonly late: TimelineItem['late'] }) {
  if (late === undefined) return null;
  const behind = longDuration(late.behind_ms);
  const says = late.too_late
    ? `Came ${behind} behind a newer payment: too late for some patterns, which did not see it`
    : `Came ${behind} behind a newer payment; patterns put it in its place`;
  const Icon = late.too_late ? IconClockX : IconClockExclamation;
  return (
    <span className={late.too_late ? 'late-mark late-mark-missed' : 'late-mark'} title={says}>
      <Icon size={13} role="img" aria-label={says} />
    </span>
  );
}
