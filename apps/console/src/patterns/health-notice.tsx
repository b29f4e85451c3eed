import { IconAlertTriangle } from '@tabler/icons-react';
import type { PatternDetail, PatternHealth } from '../api/contract.js';
import { warningsOf } from './health.js';

/** That a pattern may have missed something in the last days, why, and what to do. Absent where all is well. */
export function HealthNotice({ detail }: { readonly detail: PatternDetail }) {
  const { health, versions, live_version: live, shadow_version: shadow } = detail;
  const running = versions.find(({ version }) => version === (live ?? shadow));
  const warnings = warningsOf(health, running?.definition['skip']);
  if (warnings.length === 0) return null;
  return (
    <section className="notice health" aria-label="Health of the pattern">
      <IconAlertTriangle size={15} className="text-warn" aria-hidden />
      <div>
        <strong>In the last 7 days</strong>
        <ul>
          {warnings.map(({ says, advice }) => (
            <li key={says}>
              {says} <span className="muted">{advice}</span>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** The same as a mark in a list; the words are on hover, and for who hears the page. */
export function HealthMark({ health }: { readonly health: PatternHealth }) {
  const words = warningsOf(health).map(({ says }) => says);
  if (words.length === 0) return null;
  const said = `In the last 7 days: ${words.join(' ')}`;
  return (
    <span className="health-mark" role="img" aria-label={said} title={said}>
      <IconAlertTriangle size={14} aria-hidden />
    </span>
  );
}
