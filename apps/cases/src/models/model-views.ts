/** Stored models → what the API answers. Pure. */
import { MODEL_BYTES_MAX, type ModelHistoryEntry, type ModelList, type ModelVersionView } from '#contracts';
import { instant, type NameOf } from '../console/views.js';
import { person } from '../patterns/pattern-views.js';
import type { ModelHistoryRow, StoredModel, TenantModels } from './model-store.js';

export function listView(models: TenantModels, versionsMax: number, nameOf: NameOf): ModelList {
  const { champion, tier2, grey, previous } = models.standing;
  return {
    revision: models.revision,
    champion: champion ?? null,
    tier2: tier2 ? { ...tier2, grey_zone: { from: grey.from, to: grey.to } } : null,
    previous: { champion: previous.champion ?? null, tier2: previous.tier2 ?? null },
    items: models.versions.map((model) => versionView(model, nameOf)),
    history: models.history.map((entry) => historyView(entry, nameOf)),
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
