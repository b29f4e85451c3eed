import { TextInput } from '@mantine/core';
import { IconMathFunction, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { FeatureList, FeatureSummary } from '../api/contract.js';
import { featuresQuery } from '../api/queries.js';
import { formatCount } from '../format/figures.js';
import { longDuration } from '../format/time.js';
import { useCommands } from '../keyboard/use-commands.js';
import { Empty, Failure, Loading } from '../parts/panel.js';
import { RowList } from '../parts/row-list.js';
import { usePageTitle } from '../shell/use-page-title.js';
import { useViewer } from '../shell/viewer.js';
import { FEATURE_COLUMNS } from './feature-columns.js';
import { filterFeatures } from './feature-words.js';

/** What is worked out of the tenant's payments, what it says now, and who reads it. */
export function FeaturesPage() {
  usePageTitle('Features');
  const { mode } = useViewer();
  const navigate = useNavigate();
  const query = useQuery(featuresQuery(mode));
  const [typed, setTyped] = useState('');
  const all = useMemo(() => query.data?.features ?? [], [query.data]);
  const rows = useMemo(() => filterFeatures(all, typed), [all, typed]);
  const [selectedName, setSelectedName] = useState<string>();
  const selected = rows.findIndex(({ name }) => name === selectedName);
  const select = (index: number): void => setSelectedName(rows[index]?.name);
  const open = ({ live }: FeatureSummary): void => {
    if (live?.example != null)
      void navigate({
        to: '/transactions/$transactionId',
        params: { transactionId: live.example.transaction_id },
      });
  };
  useCommands({
    next: () => select(Math.min(selected + 1, rows.length - 1)),
    previous: () => select(Math.max(selected - 1, 0)),
    open: () => {
      if (rows[selected] !== undefined) open(rows[selected]);
    },
    back: () => setSelectedName(undefined),
  });

  return (
    <div className="list-page">
      <div className="toolbar">
        <h1 className="toolbar-title">Features</h1>
        {query.data === undefined ? null : <Scope list={query.data} mode={mode} />}
        <span className="spring" />
        <TextInput
          aria-label="Filter the features"
          className="pattern-filter"
          placeholder="Filter by name, entity, reader"
          leftSection={<IconSearch size={14} />}
          value={typed}
          onChange={({ currentTarget: { value } }) => setTyped(value)}
        />
      </div>
      <div className="list-area">
        {query.isPending ? (
          <Loading rows={14} height={18} />
        ) : query.isError && all.length === 0 ? (
          <Failure error={query.error} what="The features could not be loaded." retry={() => void query.refetch()} />
        ) : rows.length === 0 ? (
          <Empty icon={<IconMathFunction size={28} />} title="No feature is like that">
            Clear the filter to see all {formatCount(all.length)}.
          </Empty>
        ) : (
          <RowList
            label="Features"
            rows={rows}
            columns={FEATURE_COLUMNS}
            rowKey={({ name }) => name}
            selected={selected}
            onSelect={select}
            onOpen={open}
          />
        )}
      </div>
    </div>
  );
}

/** Of how many there are, of how many decisions the values are, and what a session is. */
function Scope({ list, mode }: { readonly list: FeatureList; readonly mode: string }) {
  const decisions = Math.max(0, ...list.features.map(({ live }) => live?.decisions ?? 0));
  return (
    <span className="muted">
      <span className="num">{formatCount(list.features.length)}</span>
      {decisions === 0 ? (
        `, no ${mode} payment was decided with them yet`
      ) : (
        <>
          ; values of the newest <span className="num">{formatCount(decisions)}</span> {mode} decisions
        </>
      )}
      ; a session ends after <span className="num">{longDuration(list.session_gap_ms)}</span> without a payment
    </span>
  );
}
