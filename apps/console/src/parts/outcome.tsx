import { IconCircleCheck, IconCircleX, IconEye, IconShieldLock, type TablerIcon } from '@tabler/icons-react';
import type { DecisionSummary } from '../api/contract.js';
import { OUTCOME_WORDS, RUNG_WORDS } from '../format/words.js';

type Outcome = DecisionSummary['outcome'];
export type Tone = 'ok' | 'warn' | 'review' | 'bad';

export const OUTCOME_TONE: Record<Outcome, Tone> = {
  approve: 'ok',
  challenge: 'warn',
  review: 'review',
  decline: 'bad',
};
const ICONS: Record<Outcome, TablerIcon> = {
  approve: IconCircleCheck,
  challenge: IconShieldLock,
  review: IconEye,
  decline: IconCircleX,
};

/** An outcome by word, icon and colour: never by colour alone. */
export function OutcomeBadge({ outcome, words }: { readonly outcome: Outcome; readonly words?: string }) {
  const Icon = ICONS[outcome];
  return (
    <span className={`badge tone-${OUTCOME_TONE[outcome]}`}>
      <Icon size={13} stroke={2} aria-hidden />
      {words ?? OUTCOME_WORDS[outcome]}
    </span>
  );
}

type Course = Pick<DecisionSummary, 'outcome' | 'latest_outcome' | 'resolved_outcome' | 'status'>;

/** What the client was told and, where it went on, how: "Challenged → Approved". */
export function OutcomeCourse({ decision }: { readonly decision: Course }) {
  const { outcome, latest_outcome: latest, resolved_outcome: resolved } = decision;
  const then = resolved ?? (latest === outcome ? undefined : latest);
  if (then === undefined || then === outcome) return <OutcomeBadge outcome={outcome} />;
  return (
    <span className="course" title={courseWords(decision)}>
      <OutcomeBadge outcome={outcome} />
      <span className="muted" aria-label="then">
        →
      </span>
      <OutcomeIcon outcome={then} />
    </span>
  );
}

/** The course in words, for titles and screen readers. */
export function courseWords({ outcome, latest_outcome: latest, resolved_outcome: resolved, status }: Course): string {
  const told = `The client was told: ${OUTCOME_WORDS[outcome].toLowerCase()}`;
  if (resolved !== undefined) return `${told}. It ended as ${OUTCOME_WORDS[resolved].toLowerCase()}.`;
  if (latest !== outcome) return `${told}. What became known later says: ${OUTCOME_WORDS[latest].toLowerCase()}.`;
  if (status === 'pending_challenge') return `${told}. The payer has not answered yet.`;
  if (status === 'pending_review') return `${told}. No verdict yet.`;
  return `${told}.`;
}

export function OutcomeIcon({ outcome, size = 14 }: { readonly outcome: Outcome; readonly size?: number }) {
  const Icon = ICONS[outcome];
  return (
    <Icon
      size={size}
      stroke={2}
      className={`text-${OUTCOME_TONE[outcome]}`}
      role="img"
      aria-label={OUTCOME_WORDS[outcome]}
    />
  );
}

/** Which rung answered: filled bars, like reception, beside the word. */
export function RungBadge({ rung }: { readonly rung: DecisionSummary['answered_by'] }) {
  const filled = { full: 3, degraded: 2, stand_in: 1 }[rung];
  return (
    <span className={rung === 'full' ? 'rung' : 'rung rung-low'} title={RUNG_WORDS[rung].long}>
      <svg width="11" height="10" viewBox="0 0 11 10" aria-hidden>
        {[0, 1, 2].map((bar) => (
          <rect
            key={bar}
            x={bar * 4}
            y={6 - bar * 3}
            width="3"
            height={4 + bar * 3}
            rx="1"
            fill="currentColor"
            opacity={bar < filled ? 1 : 0.25}
          />
        ))}
      </svg>
      {RUNG_WORDS[rung].short}
    </span>
  );
}
