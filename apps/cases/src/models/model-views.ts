/** Stored models → what the API answers. Pure. */
import {
  MODEL_BYTES_MAX,
  MODEL_COUNT_DAYS,
  type ModelCounts,
  type ModelHistoryEntry,
  type ModelList,
  type ModelVersionView,
} from '#contracts';
import { instant, type NameOf } from '../console/views.js';
import { person } from '../patterns/pattern-views.js';
import type { ModelDayCount, ModelHistoryRow, StoredModel, TenantModels } from './model-store.js';

export function listView(
  models: TenantModels,
  counts: readonly ModelDayCount[],
  versionsMax: number,
  nameOf: NameOf,
): ModelList {
  const { champion, tier2, grey, previous } = models.standing;
  return {
    revision: models.revision,
    champion: champion ?? null,
    tier2: tier2 ? { ...tier2, grey_zone: { from: grey.from, to: grey.to } } : null,
    previous: { champion: previous.champion ?? null, tier2: previous.tier2 ?? null },
    items: models.versions.map((model) => versionView(model, nameOf)),
    history: models.history.map((entry) => historyView(entry, nameOf)),
    decisions: countsView(counts),
    limit: { versions: models.versions.length, versions_max: versionsMax, bytes_max: MODEL_BYTES_MAX },
  };
}

function versionView(model: StoredModel, nameOf: NameOf): ModelVersionView {
  const { name, version, role, status, facts, note } = model;
  return {
    name,
    version,
    role,
    status,
    since: instant(model.statusSinceMs),
    features: [...facts.features],
    producer: facts.producer,
    output: facts.output,
    scale: facts.scale,
    latency_ms: facts.trial?.latencyMs ?? 0,
    bytes: model.sentBytes,
    sha256: model.sentSha256,
    note,
    created_at: instant(model.createdAtMs),
    created_by: person(model.createdBy, nameOf),
  };
}

function countsView(counts: readonly ModelDayCount[]): ModelCounts[] {
  const views = new Map<string, ModelCounts>();
  for (const { model, role, livemode, daysAgo, decisions } of counts) {
    const key = `${role} ${livemode} ${model}`;
    let view = views.get(key);
    if (!view) {
      const days = Array<number>(MODEL_COUNT_DAYS).fill(0);
      views.set(key, (view = { model, role, livemode, last_7_days: 0, last_30_days: 0, by_day: days }));
    }
    view.by_day[MODEL_COUNT_DAYS - 1 - daysAgo]! += decisions;
    view.last_30_days += decisions;
    if (daysAgo < 7) view.last_7_days += decisions;
  }
  return [...views.values()];
}

function historyView(entry: ModelHistoryRow, nameOf: NameOf): ModelHistoryEntry {
  return {
    at: instant(entry.atMs),
    action: entry.action,
    role: entry.role,
    model: entry.model ?? null,
    from: entry.from ?? null,
    actor: person(entry.actor, nameOf),
    reason: entry.reason,
    revision: entry.revision,
  };
}
