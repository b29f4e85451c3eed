/** Stored patterns → what the API answers. Pure. */
import type {
  PatternComparison,
  PatternDetail,
  PatternHealth,
  PatternHistoryEntry,
  PatternSummary,
  PatternVersionView,
} from '#contracts';
import { instant, type NameOf } from '../console/views.js';
import type {
  Comparison,
  HistoryRow,
  StoredPattern,
  StoredVersion,
  TrialMatch,
  WholePattern,
} from './pattern-store.js';

export function summaryView(pattern: StoredPattern, health: PatternHealth, nameOf: NameOf): PatternSummary {
  const { definition, origin } = pattern.shown;
  return {
    id: pattern.id,
    title: definition.title ?? null,
    by: definition.by,
    origin,
    status: pattern.status,
    revision: pattern.revision,
    latest_version: pattern.latestVersion,
    live_version: pattern.liveVersion ?? null,
    shadow_version: pattern.shadowVersion ?? null,
    reason: definition.then.reason,
    action: definition.then.action,
    risk: definition.then.risk,
    updated_at: instantOrNull(pattern.changedAtMs),
    updated_by: personOrNull(pattern.changedBy, nameOf),
    health,
  };
}

export function detailView(pattern: WholePattern, health: PatternHealth, nameOf: NameOf): PatternDetail {
  return {
    ...summaryView(pattern, health, nameOf),
    versions: pattern.versions.map((version) => versionView(version, nameOf)),
    history: pattern.history.map((entry) => historyView(entry, nameOf)),
  };
}

export function comparisonView(patternId: string, comparison: Comparison): PatternComparison {
  const { live, shadow, both, liveOnly, shadowOnly } = comparison.transactions;
  return {
    pattern_id: patternId,
    live_version: comparison.liveVersion ?? null,
    shadow_version: comparison.shadowVersion,
    since: instant(comparison.sinceMs),
    transactions: { live, shadow, both, live_only: liveOnly, shadow_only: shadowOnly },
    examples: {
      live_only: comparison.liveOnly.map(exampleView),
      shadow_only: comparison.shadowOnly.map(exampleView),
    },
  };
}

function versionView(version: StoredVersion, nameOf: NameOf): PatternVersionView {
  return {
    version: version.version,
    status: version.status,
    origin: version.origin,
    definition: version.definition,
    source: version.source,
    format: version.format,
    note: version.note,
    created_at: instantOrNull(version.createdAtMs),
    created_by: personOrNull(version.createdBy, nameOf),
    since: instantOrNull(version.statusSinceMs),
  };
}

function historyView(entry: HistoryRow, nameOf: NameOf): PatternHistoryEntry {
  return {
    at: instant(entry.atMs),
    action: entry.action,
    version: entry.version ?? null,
    from_version: entry.fromVersion ?? null,
    actor: person(entry.actor, nameOf),
    reason: entry.reason,
    revision: entry.revision,
  };
}

function exampleView(match: TrialMatch): PatternComparison['examples']['live_only'][number] {
  return {
    transaction_id: match.transactionId,
    occurred_at: instant(match.occurredAtMs),
    amount: match.amountMinor,
    currency: match.currency,
    livemode: match.livemode,
    outcome: match.outcome,
    entity: { type: match.entityType, id: match.entityId },
  };
}

function instantOrNull(ms: number | undefined): string | null {
  return ms === undefined ? null : instant(ms);
}

function personOrNull(id: string | undefined, nameOf: NameOf): { id: string; name: string } | null {
  return id === undefined ? null : person(id, nameOf);
}

/** Who did something: a person, or a server by an API key. */
export function person(id: string, nameOf: NameOf): { id: string; name: string } {
  return id.startsWith('key_') ? { id, name: 'API key' } : nameOf(id);
}
