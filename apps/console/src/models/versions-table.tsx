import { Button, Menu } from '@mantine/core';
import { IconArchive, IconCircleCheck, IconDots, IconPencil, IconStairsUp, type TablerIcon } from '@tabler/icons-react';
import type { ModelCounts, ModelStatus, ModelVersionView } from '../api/contract.js';
import { MODEL_STATUS_WORDS } from '../format/words.js';
import { Spark } from '../parts/spark.js';
import { When } from '../parts/when.js';
import { decisionsOf } from './decisions-of.js';
import { deedsOf, MODEL_DEED_WORDS, type ModelDeed } from './model-deeds.js';

const LOOKS: Record<ModelStatus, { tone: string; icon: TablerIcon }> = {
  champion: { tone: 'tone-ok', icon: IconCircleCheck },
  tier2: { tone: 'tone-review', icon: IconStairsUp },
  draft: { tone: 'tone-none', icon: IconPencil },
  retired: { tone: 'tone-none', icon: IconArchive },
};

interface VersionsTableProps {
  readonly models: readonly ModelVersionView[];
  /** Of the mode that is looked at. */
  readonly counts: readonly ModelCounts[];
  readonly isAdmin: boolean;
  /** Undefined: who looks may change nothing. */
  readonly onDeed: ((deed: ModelDeed, model: ModelVersionView) => void) | undefined;
}

export function VersionsTable({ models, counts, isAdmin, onDeed }: VersionsTableProps) {
  return (
    <table className="models">
      <thead>
        <tr>
          <th>Model</th>
          <th>Status</th>
          <th className="right" title="That it had its word in, in the last 7 days">
            Decisions
          </th>
          <th className="right">Features</th>
          <th className="right" title="64 payments on one core, when it was checked">
            Time
          </th>
          <th className="right">Size</th>
          <th>Made by</th>
          <th>Uploaded</th>
          <th aria-label="What can be done" />
        </tr>
      </thead>
      <tbody>
        {models.map((model) => (
          <tr key={`${model.name} ${model.version}`}>
            <td>
              <span className="id-text">{model.name}</span> <span className="num muted">v{model.version}</span>
              {model.note === '' ? null : <div className="muted model-note">{model.note}</div>}
            </td>
            <td>
              <Status status={model.status} />
            </td>
            <td className="right num">
              <Decisions counts={counts} model={model} />
            </td>
            <td className="right num" title={model.features.join(', ')}>
              {model.features.length}
            </td>
            <td className="right num">{model.latency_ms.toFixed(1)} ms</td>
            <td className="right num" title={`SHA-256 ${model.sha256}`}>
              {sizeOf(model.bytes)}
            </td>
            <td className="clip">{model.producer || 'unknown'}</td>
            <td>
              <When at={model.created_at} /> <span className="muted">by {model.created_by.name}</span>
            </td>
            <td className="right">
              {onDeed === undefined ? null : <Deeds model={model} isAdmin={isAdmin} onDeed={onDeed} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Status({ status }: { readonly status: ModelStatus }) {
  const { tone, icon: Icon } = LOOKS[status];
  const { short, long } = MODEL_STATUS_WORDS[status];
  return (
    <span className={`badge ${tone}`} title={long}>
      <Icon size={13} stroke={2} aria-hidden />
      {short}
    </span>
  );
}

/** Of the last week, and the shape of the last month. */
function Decisions({ counts, model }: { readonly counts: readonly ModelCounts[]; readonly model: ModelVersionView }) {
  const { week, month, byDay } = decisionsOf(counts, `${model.name}@${model.version}`);
  if (month === 0) return <span className="muted">none</span>;
  return (
    <span className="model-decisions" title={`${month.toLocaleString()} in the last 30 days`}>
      {week.toLocaleString()}
      <Spark values={byDay} />
    </span>
  );
}

function Deeds({
  model,
  isAdmin,
  onDeed,
}: {
  readonly model: ModelVersionView;
  readonly isAdmin: boolean;
  readonly onDeed: (deed: ModelDeed, model: ModelVersionView) => void;
}) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          size="compact-sm"
          aria-label={`What to do with ${model.name} version ${model.version}`}
        >
          <IconDots size={16} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {deedsOf(model, isAdmin).map((deed) => (
          <Menu.Item key={deed} onClick={() => onDeed(deed, model)}>
            {deed === 'tier2' && model.status === 'tier2' ? 'Change the grey zone' : MODEL_DEED_WORDS[deed].verb}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function sizeOf(bytes: number): string {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
