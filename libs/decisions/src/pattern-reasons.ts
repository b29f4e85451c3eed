/** The patterns that matched, as reasons for people. */
import type { PatternMatchV1, ReasonV1 } from '#contracts';

const PATTERNS_MAX = 5;

/** In the order of the matches, at most five; a reason code once. */
export function patternReasons(matches: readonly PatternMatchV1[]): ReasonV1[] {
  const reasons: ReasonV1[] = [];
  for (const match of matches) {
    const code = match.reason || match.patternId.toUpperCase().replaceAll('-', '_');
    if (reasons.length === PATTERNS_MAX) break;
    if (reasons.some((reason) => reason.code === code)) continue;
    const steps = match.steps.map(({ step, events }) => (events.length > 1 ? `${step} ×${events.length}` : step));
    const how = steps.length > 0 ? `: ${steps.map(inWords).join(', then ')}` : '';
    const entity = match.entityType === 'ip' ? 'IP address' : match.entityType;
    const pattern = inWords(match.patternId);
    reasons.push({
      code,
      kind: 'pattern',
      text: `${pattern.charAt(0).toUpperCase()}${pattern.slice(1)} on this ${entity}${how}`,
      weight: match.risk,
    });
  }
  return reasons;
}

/** `card-list-testing` → `card list testing` */
function inWords(name: string): string {
  return name.replaceAll(/[-_]+/g, ' ');
}
