import { IconArchive, IconCircleCheck, IconEye, IconPencil, type TablerIcon } from '@tabler/icons-react';
import type { PatternStatus, PatternSummary } from '../api/contract.js';
import { PATTERN_STATUS_WORDS } from '../format/words.js';

const LOOKS: Record<PatternStatus, { tone: string; icon: TablerIcon }> = {
  live: { tone: 'tone-ok', icon: IconCircleCheck },
  shadow: { tone: 'tone-review', icon: IconEye },
  draft: { tone: 'tone-none', icon: IconPencil },
  retired: { tone: 'tone-none', icon: IconArchive },
};

/** A status by word, icon and colour, with the version that has it. */
export function StatusBadge({ status, version }: { readonly status: PatternStatus; readonly version?: number }) {
  const { tone, icon: Icon } = LOOKS[status];
  const { short, long } = PATTERN_STATUS_WORDS[status];
  return (
    <span className={`badge ${tone}`} title={long}>
      <Icon size={13} stroke={2} aria-hidden />
      {short}
      {version === undefined ? null : <span className="num badge-version">v{version}</span>}
    </span>
  );
}

/** Every place that a pattern has filled: live and, beside it, on trial; else its one status. */
export function Standing({ pattern }: { readonly pattern: PatternSummary }) {
  const { live_version: live, shadow_version: shadow, status, latest_version: latest } = pattern;
  return (
    <span className="standing">
      {live === null ? null : <StatusBadge status="live" version={live} />}
      {shadow === null ? null : <StatusBadge status="shadow" version={shadow} />}
      {live === null && shadow === null ? <StatusBadge status={status} version={latest} /> : null}
    </span>
  );
}
